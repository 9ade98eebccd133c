/**
 * The console: what a person does with this server without a line of code. Server-rendered pages
 * over the same services as the API's dialects. {@code Console} is the front; {@code Door} is the
 * one place that decides who gets in.
 */
@NullMarked
package dev.afterglow.console;

import org.jspecify.annotations.NullMarked;
