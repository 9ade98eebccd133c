/** What this server answers, described for programs: OpenAPI 3.1. */
@NullMarked
package dev.afterglow.api.openapi;

import org.jspecify.annotations.NullMarked;
