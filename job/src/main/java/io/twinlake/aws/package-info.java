/** AWS clients, call policy, bounded parallelism and the codec between SDK shapes and documents. */
@NullMarked
package io.twinlake.aws;

import org.jspecify.annotations.NullMarked;
