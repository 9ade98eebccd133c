package dev.afterglow.engines.comfyui;

import dev.afterglow.remote.templates.ModelFile;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.util.List;

/**
 * A workflow: graphs of nodes in ComfyUI's API format with gaps for a job's values, and what they
 * make. {@code image_url} is the name under which the job's picture was uploaded.
 */
public record ComfyWorkflow(ModelFile file) {
  /** The workflows that are shipped. */
  public static final List<String> SHIPPED = List.of("wan-2.2", "ltx-2.3", "ltx-2.5", "minimax-h3");

  /**
   * A workflow that is shipped, by its name there.
   *
   * @throws TemplateRefused if there is none
   */
  public static ComfyWorkflow shipped(String name) throws TemplateRefused {
    return new ComfyWorkflow(
        ModelFile.read(TemplateFile.shipped(ComfyWorkflow.class, name, ".json", SHIPPED)));
  }

  /**
   * A workflow in a file of the operator's.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static ComfyWorkflow read(Path file) throws TemplateRefused {
    return new ComfyWorkflow(ModelFile.read(TemplateFile.read(file)));
  }
}
