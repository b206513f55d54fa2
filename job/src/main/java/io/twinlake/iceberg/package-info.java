/**
 * Apache Iceberg tables: the same tables in the target's bucket, with the paths in their own files
 * rewritten, by Iceberg's own library.
 */
@NullMarked
package io.twinlake.iceberg;

import org.jspecify.annotations.NullMarked;
