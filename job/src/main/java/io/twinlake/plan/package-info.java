/**
 * What a restore has to do: desired and actual in, ordered actions out. The only place that
 * decides.
 */
@NullMarked
package io.twinlake.plan;

import org.jspecify.annotations.NullMarked;
