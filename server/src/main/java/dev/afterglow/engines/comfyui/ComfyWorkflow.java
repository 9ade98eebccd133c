package dev.afterglow.engines.comfyui;

import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.ModelFile;
import java.util.List;

/**
 * A workflow: graphs of nodes in ComfyUI's API format with gaps for a job's values, and what they
 * make. {@code image_url} is the name under which the job's picture was uploaded.
 */
public record ComfyWorkflow(ModelFile file) {
  /** The workflows that there are files of. */
  public static final Descriptions<ComfyWorkflow> WORKFLOWS =
      new Descriptions<>(
          ComfyWorkflow.class,
          ".json",
          List.of("wan-2.2", "ltx-2.3", "ltx-2.5", "minimax-h3"),
          file -> new ComfyWorkflow(ModelFile.read(file)));
}
