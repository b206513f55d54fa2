/** Carries a plan out: order, batches, read-back; failures come back as data. */
@NullMarked
package io.twinlake.apply;

import org.jspecify.annotations.NullMarked;
