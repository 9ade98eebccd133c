package dev.afterglow.engines.dashscope;

import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorModel;
import java.nio.file.Path;
import java.util.List;

/** The Wan models whose files are shipped, and those in files of the operator's. */
public final class DashscopeModels {
  /** The names of the shipped files; the first one is meant where an operator names none. */
  public static final List<String> SHIPPED =
      List.of("wan-3.0", "wan-3.0-prime", "wan-2.7", "wan-2.6", "wan-2.5", "wan-2.2");

  private static final List<String> DIALECTS = List.of("tasks");

  private DashscopeModels() {}

  /**
   * A model whose file is shipped.
   *
   * @throws TemplateRefused if there is none of this name
   */
  public static VendorModel shipped(String name) throws TemplateRefused {
    return VendorModel.of(
        TemplateFile.shipped(DashscopeModels.class, name, ".json", SHIPPED), DIALECTS);
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
