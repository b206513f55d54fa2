/** The demo: a data lake is backed up, loses its region and comes back in another. */
@NullMarked
package io.twinlake.demo;

import org.jspecify.annotations.NullMarked;
