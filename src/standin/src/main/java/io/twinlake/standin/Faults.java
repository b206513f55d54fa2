package io.twinlake.standin;

/** What goes wrong on demand. */
public final class Faults {}
