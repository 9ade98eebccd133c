/**
 * What the dialects have in common: the body of a request for a film in JSON ({@link
 * dev.afterglow.api.GenerateBody}), what becomes of it ({@link dev.afterglow.api.AcceptedTask}),
 * and the texts of both. Each dialect is a package below, and knows no other dialect.
 */
@NullMarked
package dev.afterglow.api;

import org.jspecify.annotations.NullMarked;
