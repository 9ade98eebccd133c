/**
 * The dialect of OpenAI's Videos API as it was until September 2026: {@code /v1/videos}, so that
 * its official clients work by another base URL alone. Shapes and rules are those of OpenAI's
 * published specification ({@code openai/openai-openapi}) and of its clients.
 */
@NullMarked
package dev.afterglow.api.openai;

import org.jspecify.annotations.NullMarked;
