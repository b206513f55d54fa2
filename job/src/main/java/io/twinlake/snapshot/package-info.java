/** The backup set: parts, manifest written last, reader, list, and the state of a target. */
@NullMarked
package io.twinlake.snapshot;

import org.jspecify.annotations.NullMarked;
