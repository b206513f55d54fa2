/**
 * HTTP, SigV4 scope and the AWS JSON, REST-JSON and Query protocols, decoded with the SDK's own
 * field tables.
 */
@NullMarked
package io.twinlake.standin.wire;

import org.jspecify.annotations.NullMarked;
