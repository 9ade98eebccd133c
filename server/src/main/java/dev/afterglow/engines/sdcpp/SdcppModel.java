package dev.afterglow.engines.sdcpp;

import dev.afterglow.remote.templates.ModelFile;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.util.List;

/** A model that the server was started with: the order it takes and what it makes. */
public record SdcppModel(ModelFile file) {
  /** The models whose files are shipped. */
  public static final List<String> SHIPPED = List.of("wan-2.2", "ltx-2.3", "minimax-h3");

  /**
   * A model whose file is shipped, by its name there.
   *
   * @throws TemplateRefused if there is none
   */
  public static SdcppModel shipped(String name) throws TemplateRefused {
    return new SdcppModel(
        ModelFile.read(TemplateFile.shipped(SdcppModel.class, name, ".json", SHIPPED)));
  }

  /**
   * A model in a file of the operator's.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static SdcppModel read(Path file) throws TemplateRefused {
    return new SdcppModel(ModelFile.read(TemplateFile.read(file)));
  }
}
