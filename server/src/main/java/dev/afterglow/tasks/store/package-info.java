/**
 * Tasks and attempts in the database: {@link dev.afterglow.tasks.store.TaskStore} says what can be
 * done with them, {@link dev.afterglow.tasks.store.SqlTaskStore} does it in the embedded database.
 * Every method of the store is one whole transaction.
 */
@NullMarked
package dev.afterglow.tasks.store;

import org.jspecify.annotations.NullMarked;
