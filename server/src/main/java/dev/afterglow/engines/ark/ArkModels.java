package dev.afterglow.engines.ark;

import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorModel;
import java.nio.file.Path;
import java.util.List;

/** The Seedance models whose files are shipped, and those in files of the operator's. */
public final class ArkModels {
  /** The names of the shipped files; the first one is meant where an operator names none. */
  public static final List<String> SHIPPED =
      List.of(
          "seedance-2.5",
          "seedance-2.0",
          "seedance-2.0-fast",
          "seedance-1.5-pro",
          "seedance-1.0-pro");

  private static final List<String> DIALECTS = List.of("tasks");

  private ArkModels() {}

  /**
   * A model whose file is shipped.
   *
   * @throws TemplateRefused if there is none of this name
   */
  public static VendorModel shipped(String name) throws TemplateRefused {
    return VendorModel.of(TemplateFile.shipped(ArkModels.class, name, ".json", SHIPPED), DIALECTS);
  }

  /**
   * A model in a file of the operator's.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static VendorModel read(Path file) throws TemplateRefused {
    return VendorModel.of(TemplateFile.read(file), DIALECTS);
  }
}
