/** Counts what a run did, renders it for people and for programs, picks the exit code. */
@NullMarked
package io.twinlake.report;

import org.jspecify.annotations.NullMarked;
