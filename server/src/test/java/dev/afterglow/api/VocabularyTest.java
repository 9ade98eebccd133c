package dev.afterglow.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.http.ApiError;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What other APIs call their members, one by one: no name of a film's is silently left out. */
final class VocabularyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "count",
        "num",
        "video_count",
        "batch_size",
        "sample_count",
        "sampleCount",
        "samples",
        "outputs"
      })
  void oneFilmMayBeAskedForAndNotTwo(String name) {
    assertTaken(name, "1");
    assertTaken(name, "\"1\"");
    assertRefused(name, "2", "member.count");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          callback notify_hook notifyHook notification_url hook callBackUrl      | member.callback
          img picture photo pic file files media url urls base64 reference ref   | member.unknown
          text content messages description n_frames                             | member.unknown
          lora steps num_inference_steps sampler cfg guidance strength motion    | member.unsupported
          camera effect template preset style_id character video_id remix_from   | member.unsupported
          remix_id bgm crop zoom speed input numInferenceSteps styleId cfgScale  | member.unsupported
          camera_angle motion_strength loraScale video_strength audio_volume     | member.unsupported
          """)
  void whatWouldBeLostIsRefused(String names, String reason) {
    for (String name : names.split(" ")) {
      assertRefused(name, "\"x\"", reason);
      assertTaken(name, "null");
      assertTaken(name, "\"\"");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enable_sound  | true
          generateAudio | true
          bgm           | false
          lora          | "none"
          camera        | "auto"
          motion_mode   | "auto"
          tags          | ["sea"]
          order_id      | 77
          title         | "rain"
          """)
  void whatLosesNothingIsTaken(String name, String value) {
    assertTaken(name, value);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enable_sound | false             | member.unsupported
          bgm          | true              | member.unsupported
          speed        | 2                 | member.unsupported
          input        | {"prompt":"x"}    | member.box
          parameters   | {"seed":1}        | member.box
          content      | [{"type":"text"}] | member.unknown
          """)
  void valuesDecideWhereTheyCan(String name, String value, String reason) {
    assertRefused(name, value, reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "resolutoin,resolution",
    "seconds,duration",
    "aspectRatio,aspect_ratio",
    "ratio,aspect_ratio",
    "photo,image_urls",
    "image,image_urls",
    "n_frames,duration",
    "speed,",
    "count,",
    "tags,"
  })
  void whatIsMeantHasTheContractsName(String name, String meant) {
    assertEquals(Optional.ofNullable(meant), Vocabulary.meant(name));
  }

  private static void assertTaken(String name, String value) {
    assertDoesNotThrow(() -> Vocabulary.check(body(name, value)), name);
  }

  private static void assertRefused(String name, String value, String reason) {
    ApiError refused =
        assertThrows(ApiError.class, () -> Vocabulary.check(body(name, value)), name);
    assertEquals(reason, refused.detail().orElseThrow().key(), name);
  }

  private static JsonBody body(String name, String value) {
    return new JsonBody(
        JsonMapper.shared().readTree("{\"prompt\":\"rain\",\"" + name + "\":" + value + "}"));
  }
}
