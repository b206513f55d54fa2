/** What one account holds in one region, and the questions its services ask each other. */
@NullMarked
package io.twinlake.standin.region;

import org.jspecify.annotations.NullMarked;
