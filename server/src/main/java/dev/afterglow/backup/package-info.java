/**
 * Copies of a data directory that a server may be at work on, and the way back: {@link
 * dev.afterglow.backup.Backup} and {@link dev.afterglow.backup.Restore}.
 */
@NullMarked
package dev.afterglow.backup;

import org.jspecify.annotations.NullMarked;
