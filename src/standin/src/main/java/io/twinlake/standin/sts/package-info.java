/** STS identities. */
@NullMarked
package io.twinlake.standin.sts;

import org.jspecify.annotations.NullMarked;
