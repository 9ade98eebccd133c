/**
 * Many requests in one file: {@link dev.afterglow.batches.BatchService} takes and shows batches,
 * {@link dev.afterglow.batches.BatchWorker} makes a task of each line, {@link
 * dev.afterglow.batches.FileStore} keeps what clients upload and what batches leave. What a line
 * says, and how its end is written, is a dialect's: {@link dev.afterglow.batches.LineRequests}.
 */
@NullMarked
package dev.afterglow.batches;

import org.jspecify.annotations.NullMarked;
