package io.twinlake.standin.wire;

/** One authenticated request: who asks for which operation of which service in which region. */
public record Call(Caller caller, String service, String region, String operation) {}
