/** S3 buckets and objects. */
@NullMarked
package io.twinlake.standin.s3;

import org.jspecify.annotations.NullMarked;
