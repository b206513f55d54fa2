/** The Glue Data Catalog. */
@NullMarked
package io.twinlake.standin.glue;

import org.jspecify.annotations.NullMarked;
