package dev.afterglow.docs;

import dev.afterglow.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What there is to read, in the order in which it is read. */
final class Contents {
  /** The page at {@code /docs} itself. */
  static final String FRONT = "index";

  /** The chapter whose pages are made of the OpenAPI document. */
  static final String REFERENCE = "reference";

  /** What the names of pages about one engine begin with. */
  static final String ENGINES = "engines/";

  private static final String FOLDER = "/dev/afterglow/docs/pages/";

  private Contents() {}

  /**
   * A group of pages.
   *
   * @param key of its title, behind {@code docs.chapter.}
   * @param pages by name, which is also their address below {@code /docs/}
   */
  record Chapter(String key, List<String> pages) {}

  /** Pages of what a server may be built without are left out where they are not. */
  private static final List<Chapter> WRITTEN =
      List.of(
          new Chapter("start", List.of("quick-start", "keys", "console", "samples")),
          new Chapter(
              "api",
              List.of(
                  "create", "tasks", "list", "cancel", "links", "uploads", "balance", "models",
                  "errors")),
          new Chapter("more", List.of("live", "webhooks", "openai", "batches", "resellers")),
          new Chapter(
              "engines",
              List.of(
                  "engines",
                  "engines/preview",
                  "engines/openai",
                  "engines/relay",
                  "engines/comfyui",
                  "engines/sdcpp",
                  "engines/cog",
                  "engines/command",
                  "engines/fal",
                  "engines/dashscope",
                  "engines/ark",
                  "engines/kling",
                  "engines/gemini",
                  "engines/template")),
          new Chapter(
              "operations",
              List.of(
                  "install",
                  "operations",
                  "settings",
                  "proxy",
                  "commands",
                  "data",
                  "monitoring",
                  "security",
                  "s3",
                  "fleet",
                  "scale")));

  /** Every chapter; the last one has a page for each tag of the OpenAPI document. */
  static List<Chapter> chapters(List<String> tags) {
    List<Chapter> all = new ArrayList<>();
    for (Chapter chapter : WRITTEN) {
      List<String> pages =
          chapter.pages().stream().filter(page -> isWritten(page, Language.EN)).toList();
      all.add(new Chapter(chapter.key(), pages));
    }
    List<String> reference = new ArrayList<>(List.of("openapi"));
    tags.forEach(tag -> reference.add(REFERENCE + "/" + tag));
    all.add(new Chapter(REFERENCE, List.copyOf(reference)));
    return all;
  }

  /** The language in which somebody reads a page: English where the page is not in another one. */
  static Language written(String page, Language wished) {
    boolean made = page.startsWith(REFERENCE + "/");
    return made || isWritten(page, wished) ? wished : Language.EN;
  }

  private static boolean isWritten(String page, Language language) {
    try (InputStream stream = Contents.class.getResourceAsStream(resource(page, language))) {
      return stream != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resource of a page that is written by hand. */
  static String resource(String page, Language language) {
    String file =
        switch (page) {
          case FRONT -> "README";
          case "engines" -> "engines/README";
          case "security" -> "SECURITY";
          default -> page;
        };
    return FOLDER + file + ending(language);
  }

  /**
   * The page of a file that a page names.
   *
   * @param file relative to the folder of documentation, with its ending
   * @return empty text if no page shows it
   */
  static String pageOf(String file) {
    String name = file.replaceFirst("(\\.zh-CN)?\\.md$", "");
    if (name.equals(file)) {
      return "";
    }
    return switch (name) {
      case "README" -> FRONT;
      case "engines/README" -> "engines";
      case "../SECURITY" -> "security";
      default ->
          WRITTEN.stream().anyMatch(chapter -> chapter.pages().contains(name))
                  || name.equals("openapi")
              ? name
              : "";
    };
  }

  /** The address of a page. */
  static String href(String page) {
    return page.equals(FRONT) ? Docs.PATH : Docs.PATH + "/" + page;
  }

  /** The address of a page as Markdown. */
  static String markdownHref(String page) {
    return Docs.PATH + "/" + page + ".md";
  }

  private static String ending(Language language) {
    return switch (language) {
      case ZH -> ".zh-CN.md";
      case EN -> ".md";
    };
  }
}
