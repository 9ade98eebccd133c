/**
 * Carries tasks from the line to the film: {@link dev.afterglow.tasks.run.Runner} takes them up and
 * a step per state moves each on. Steps may be repeated after any fault; what a step must not
 * repeat, it writes down before it acts.
 */
@NullMarked
package dev.afterglow.tasks.run;

import org.jspecify.annotations.NullMarked;
