/** IAM identities and their policies. */
@NullMarked
package io.twinlake.standin.iam;

import org.jspecify.annotations.NullMarked;
