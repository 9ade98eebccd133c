/**
 * Carries tasks from the queue to the film: {@link dev.afterglow.tasks.run.Runner} gives out steps,
 * {@link dev.afterglow.tasks.run.RunnerLoop} lets it do so on a thread of its own.
 */
@NullMarked
package dev.afterglow.tasks.run;

import org.jspecify.annotations.NullMarked;
