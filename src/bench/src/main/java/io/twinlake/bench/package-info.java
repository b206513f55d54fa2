/** A large lake, backed up and restored against the stand-in: calls, time and memory. */
@NullMarked
package io.twinlake.bench;

import org.jspecify.annotations.NullMarked;
