/** Reads a live region as a stream of model values; paging lives and dies here. */
@NullMarked
package io.twinlake.source;

import org.jspecify.annotations.NullMarked;
