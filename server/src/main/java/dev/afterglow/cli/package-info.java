/**
 * The operator's commands. Each builds one command of {@code admin} and prints the result as a
 * table or as JSON; a running server executes it, or this process where none runs.
 */
@NullMarked
package dev.afterglow.cli;

import org.jspecify.annotations.NullMarked;
