/** Other people's AWS clients and servers, installed for a test. */
@NullMarked
package io.twinlake.standin.python;

import org.jspecify.annotations.NullMarked;
