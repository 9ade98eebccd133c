package dev.afterglow.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Model;
import dev.afterglow.http.ApiError;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class InputSchemaTest {
  private final JsonNode schema = JsonMapper.shared().valueToTree(InputSchema.of(Model.SORA_2));

  @Test
  void schemaListsEverySpelling() {
    for (String name : Vocabulary.UNDERSTOOD) {
      assertFalse(schema.at("/properties/" + name).isMissingNode(), name);
    }
    assertEquals("#/properties/duration", schema.at("/properties/seconds/$ref").stringValue());
    assertEquals(
        List.of("sora-2", "sora-2-2025-10-06", "sora-2-2025-12-08"),
        words(schema.at("/properties/model/enum")));
    assertEquals(List.of("1280x720", "720x1280"), words(schema.at("/properties/size/enum")));
    assertEquals(Vocabulary.IGNORED, words(schema.at("/x-ignored")));
    assertTrue(
        words(schema.at("/x-refused"))
            .containsAll(
                List.of(
                    "audio",
                    "callback_url",
                    "generate_audio",
                    "input",
                    "negative_prompt",
                    "sound",
                    "text",
                    "width",
                    "with_audio")));
  }

  /** What is refused by name is told by name, and no name is on two lists. */
  @Test
  void everyRefusedNameIsListedOnce() {
    List<String> refused = words(schema.at("/x-refused"));
    assertEquals(refused.size(), Set.copyOf(refused).size(), refused::toString);
    for (String name : refused) {
      assertFalse(Vocabulary.UNDERSTOOD.contains(name), name);
      assertFalse(Vocabulary.IGNORED.contains(name), name);
      assertFalse(ForeignNames.COUNT.contains(name), name);
      JsonBody body =
          new JsonBody(JsonMapper.shared().createObjectNode().put(name, "something else"));
      assertThrows(ApiError.class, () -> Vocabulary.check(body), name);
    }
    for (String word : words(schema.at("/x-refused-words"))) {
      JsonBody body = new JsonBody(JsonMapper.shared().createObjectNode().put("xx_" + word, "x"));
      assertThrows(ApiError.class, () -> Vocabulary.check(body), word);
    }
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::stringValue).toList();
  }
}
