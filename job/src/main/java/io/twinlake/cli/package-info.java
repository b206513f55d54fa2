/** The command line: options in, text or JSON out, an exit code. */
@NullMarked
package io.twinlake.cli;

import org.jspecify.annotations.NullMarked;
