/**
 * Engines that speak the OpenAI video API ({@code /v1/videos}) or one of its many relatives:
 * vllm-omni, SGLang, Aquiles-Image, OpenRouter, Together, resellers, another Afterglow. What sets
 * one relative apart from the next stands in its {@link dev.afterglow.engines.openai.Flavour}, a
 * file that the operator may replace.
 */
@NullMarked
package dev.afterglow.engines.openai;

import org.jspecify.annotations.NullMarked;
