/**
 * Local programs that make a film and end: {@link dev.afterglow.engines.command.CommandEngine}. How
 * one is called stands in a {@link dev.afterglow.engines.command.CommandTemplate} file.
 */
@NullMarked
package dev.afterglow.engines.command;

import org.jspecify.annotations.NullMarked;
