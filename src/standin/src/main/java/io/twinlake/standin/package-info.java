/**
 * A strict local AWS: Glue, Lake Formation, S3 and STS over their real wire protocols, on loopback
 * only.
 */
@NullMarked
package io.twinlake.standin;

import org.jspecify.annotations.NullMarked;
