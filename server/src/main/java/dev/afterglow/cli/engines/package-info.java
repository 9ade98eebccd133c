/** The commands {@code engines list|test|init}: what makes the films, and whether it does. */
@NullMarked
package dev.afterglow.cli.engines;

import org.jspecify.annotations.NullMarked;
