/** The commands, as sentences made of the stages. */
@NullMarked
package io.twinlake.command;

import org.jspecify.annotations.NullMarked;
