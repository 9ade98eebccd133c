/** A volcano: its cone, the smoke that it sends up, and lava where a prompt lets it erupt. */
@NullMarked
package dev.afterglow.engines.preview.volcano;

import org.jspecify.annotations.NullMarked;
