/**
 * Who may do what in a region, worked out from the region's answers to plain AWS clients and from
 * AWS's documents alone. Nothing here uses Twinlake, so that what Twinlake misunderstands is not
 * misunderstood here too.
 */
@NullMarked
package io.twinlake.command.access;

import org.jspecify.annotations.NullMarked;
