package dev.afterglow.remote.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in which models of vendors are described. */
final class VendorModelTest {
  private static final List<String> DIALECTS = List.of("old", "new");

  @TempDir Path folder;

  @Test
  void everyMistakeIsToldAtOnce() {
    String file =
        """
        model: "a b"
        dialect: middle
        sizes: [720p]
        seconds: 30..4
        picture-types: [image/gif]
        path: videos
        body: {prompt: "{{promt}}"}
        picture-body: {prompt: "{{prompt}}"}
        colour: true
        """;
    TemplateRefused refused = assertThrows(TemplateRefused.class, () -> read(file));
    assertEquals(
        List.of(
            "body",
            "colour",
            "dialect",
            "model",
            "path",
            "picture-body",
            "picture-types",
            "seconds",
            "sizes"),
        refused.problems().stream().map(Problem::place).sorted().distinct().toList());
    for (String language : List.of("en", "zh")) {
      assertEquals(refused.problems().size(), refused.lines(Language.of(language)).size());
    }
  }

  @Test
  void firstDialectIsMeantWhereNoneIsNamed() throws Exception {
    VendorModel model = read("{model: m1, sizes: [1280x720], seconds: [5], body: {id: '{{id}}'}}");
    assertEquals("old", model.dialect());
    assertTrue(model.namesJobs());
    assertEquals("m2", model.called("m2").id());
    assertThrows(IllegalArgumentException.class, () -> model.called("m 2"));
  }

  @Test
  void modelWithoutAnyBodyIsRefused() {
    assertThrows(TemplateRefused.class, () -> read("{model: m1, sizes: [1280x720], seconds: [5]}"));
  }

  private VendorModel read(String text) throws TemplateRefused, IOException {
    return VendorModel.of(
        TemplateFile.read(Files.writeString(folder.resolve("model.yaml"), text)), DIALECTS);
  }
}
