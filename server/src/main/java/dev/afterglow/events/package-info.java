/**
 * Live progress: {@link dev.afterglow.events.TaskWatch} tells whoever waits for a task of each
 * change, as a stream of events or as the one answer to a question that waits.
 */
@NullMarked
package dev.afterglow.events;

import org.jspecify.annotations.NullMarked;
