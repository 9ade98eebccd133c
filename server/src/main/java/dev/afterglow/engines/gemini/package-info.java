/**
 * Google's video models: Omni by the Interactions API, and Veo by long-running operations; either
 * with a key of the Gemini API, or in a project of Google Cloud (Vertex AI) with a service account.
 */
@NullMarked
package dev.afterglow.engines.gemini;

import org.jspecify.annotations.NullMarked;
