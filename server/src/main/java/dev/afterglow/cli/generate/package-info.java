/**
 * {@code afterglow generate}: from a prompt to a file. Asks a server over the API as any client
 * would; {@link dev.afterglow.cli.generate.OwnServer} is the one in the same process.
 */
@NullMarked
package dev.afterglow.cli.generate;

import org.jspecify.annotations.NullMarked;
