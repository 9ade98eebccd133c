package dev.afterglow.remote.templates;

import java.nio.file.Path;
import java.util.List;

/**
 * The descriptions of one kind, such as the models of a vendor: those that are shipped, and those
 * in files of the operator's.
 *
 * @param owner the class beside whose package the shipped files lie
 * @param ending of the shipped files, such as {@code .json}
 * @param names of those that are shipped
 * @param reader makes something of a file
 */
public record Descriptions<T>(Class<?> owner, String ending, List<String> names, Reader<T> reader) {
  public Descriptions {
    names = List.copyOf(names);
  }

  /** Makes something of a file. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads a whole file.
     *
     * @throws TemplateRefused with everything that is wrong with it
     */
    T read(TemplateFile file) throws TemplateRefused;
  }

  /**
   * One that is shipped, by its name.
   *
   * @throws TemplateRefused if there is none of this name
   */
  public T shipped(String name) throws TemplateRefused {
    return reader.read(TemplateFile.shipped(owner, name, ending, names));
  }

  /**
   * One in a file of the operator's.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public T read(Path file) throws TemplateRefused {
    return reader.read(TemplateFile.read(file));
  }
}
