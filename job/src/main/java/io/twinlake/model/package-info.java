/** Names, ARNs, S3 locations, catalog objects and grants: values only. */
@NullMarked
package io.twinlake.model;

import org.jspecify.annotations.NullMarked;
