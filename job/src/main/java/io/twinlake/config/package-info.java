/** The configuration file, flags and job arguments as one validated, immutable configuration. */
@NullMarked
package io.twinlake.config;

import org.jspecify.annotations.NullMarked;
