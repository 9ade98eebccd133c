/**
 * The heart: a task, its sealed states, the store, the runner, recovery and expiry. The only
 * package that joins money, engines and files.
 */
@NullMarked
package dev.afterglow.tasks;

import org.jspecify.annotations.NullMarked;
