/**
 * Workflows of ComfyUI: {@link dev.afterglow.engines.comfyui.ComfyEngine} opens an engine for one.
 * The graphs of nodes stand in a {@link dev.afterglow.engines.comfyui.ComfyWorkflow} file.
 */
@NullMarked
package dev.afterglow.engines.comfyui;

import org.jspecify.annotations.NullMarked;
