/**
 * The log: {@link dev.afterglow.log.Logs} sends what {@link System.Logger} is told to standard
 * error, one line for each record, through a writer that nobody waits for.
 */
@NullMarked
package dev.afterglow.log;

import org.jspecify.annotations.NullMarked;
