package dev.afterglow.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Model;
import java.util.List;
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
            .containsAll(List.of("callback_url", "negative_prompt", "width")));
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::stringValue).toList();
  }
}
