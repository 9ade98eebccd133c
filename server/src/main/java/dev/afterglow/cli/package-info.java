/**
 * The operator's commands. Each builds one order of {@code admin} and prints the answer as a table
 * or as JSON; a running server carries it out, or this process where none runs.
 */
@NullMarked
package dev.afterglow.cli;

import org.jspecify.annotations.NullMarked;
