package io.twinlake.config;

import java.util.Map;

/** A section of the file and its own keys, inherited ones not among them, in the file's order. */
record IniSection(String name, int line, Map<String, IniEntry> entries) {}
