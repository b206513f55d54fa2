/** Pure rewriting of what was read in the source for what is written in the target. */
@NullMarked
package io.twinlake.transform;

import org.jspecify.annotations.NullMarked;
