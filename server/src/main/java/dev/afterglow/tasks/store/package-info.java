/**
 * Tasks in the database. {@link dev.afterglow.tasks.store.TaskStore} offers them by use: {@link
 * dev.afterglow.tasks.store.Submissions} accepts them with their price held, {@link
 * dev.afterglow.tasks.store.TaskClaims} hands them out fairly, {@link
 * dev.afterglow.tasks.store.Transitions} and {@link dev.afterglow.tasks.store.Endings} move a task
 * on by compare-and-set. Every public method is one whole transaction.
 */
@NullMarked
package dev.afterglow.tasks.store;

import org.jspecify.annotations.NullMarked;
