/** Data lakes to fill a region with: the sample lake and seeded random ones. */
@NullMarked
package io.twinlake.standin.lake;

import org.jspecify.annotations.NullMarked;
