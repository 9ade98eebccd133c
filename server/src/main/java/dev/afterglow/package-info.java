/**
 * The program: {@link dev.afterglow.Main} and its commands, and {@code Server}, the one place where
 * the parts are wired. The map is {@code docs/architecture.md}.
 */
@NullMarked
package dev.afterglow;

import org.jspecify.annotations.NullMarked;
