/** What the stacks hold, read back from their templates. */
@NullMarked
package io.twinlake.infra;

import org.jspecify.annotations.NullMarked;
