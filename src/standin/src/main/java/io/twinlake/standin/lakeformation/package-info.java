/**
 * Lake Formation: settings, locations, tags, grants and opt-ins, and the rights Glue asks about.
 */
@NullMarked
package io.twinlake.standin.lakeformation;

import org.jspecify.annotations.NullMarked;
