package io.twinlake.command;

import io.twinlake.report.Command;

/**
 * A command with everything that it was told.
 *
 * @param differencesMatter whether differences found are an exit code of their own
 */
public record Invocation(
    Command command,
    ConfigPlace config,
    Selection selection,
    Connection connection,
    boolean differencesMatter) {}
