/**
 * How commands speak to people: results on standard output, everything else on standard error, in
 * Chinese or English, with exit codes for scripts.
 */
@NullMarked
package dev.afterglow.cli.terminal;

import org.jspecify.annotations.NullMarked;
