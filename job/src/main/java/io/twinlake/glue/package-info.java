/** The entry point of the AWS Glue job. */
@NullMarked
package io.twinlake.glue;

import org.jspecify.annotations.NullMarked;
