package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Scope;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every member of a generation request with every kind of value. A message names the member, shows
 * its value and says what is accepted, in both languages; a refused request leaves nothing.
 */
final class BodyMatrixTest {
  private static final String ENGLISH = "Invalid request parameters: ";
  private static final String CHINESE = "请求参数无效：";

  @TempDir static Path folder;
  private static Shop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new Shop(folder);
    shop.credit(1_000_000_000);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          model          |                 | model is required; accepted: sora-2, sora-2-pro                           | 缺少必填参数 model，支持的取值为 sora-2、sora-2-pro
          model          | null            | model is required; accepted: sora-2, sora-2-pro                           | 缺少必填参数 model，支持的取值为 sora-2、sora-2-pro
          model          | ""              | model "" is not accepted; accepted: sora-2, sora-2-pro                    | model 的取值 "" 无效，支持的取值为 sora-2、sora-2-pro
          model          | " "             | model ` ` is not accepted; accepted: sora-2, sora-2-pro                    | model 的取值 ` ` 无效，支持的取值为 sora-2、sora-2-pro
          model          | "sora-3"        | model sora-3 is not accepted; accepted: sora-2, sora-2-pro                | model 的取值 sora-3 无效，支持的取值为 sora-2、sora-2-pro
          model          | "SORA-2"        | model SORA-2 is not accepted; accepted: sora-2, sora-2-pro                | model 的取值 SORA-2 无效，支持的取值为 sora-2、sora-2-pro
          model          | "sora-2\\u0000" | model sora-2\uFFFD is not accepted; accepted: sora-2, sora-2-pro          | model 的取值 sora-2\uFFFD 无效，支持的取值为 sora-2、sora-2-pro
          model          | "\\ud800"       | model \uFFFD is not accepted; accepted: sora-2, sora-2-pro                | model 的取值 \uFFFD 无效，支持的取值为 sora-2、sora-2-pro
          model          | 5               | model must be a string, got 5                                             | model 应为字符串，收到的是 5
          model          | true            | model must be a string, got true                                          | model 应为字符串，收到的是 true
          model          | ["sora-2"]      | model must be a string, got array                                         | model 应为字符串，收到的是数组
          model          | {}              | model must be a string, got object                                        | model 应为字符串，收到的是对象
          prompt         |                 | prompt is required: describe the video in words                           | 缺少必填参数 prompt，请填写视频的文本描述
          prompt         | null            | prompt is required: describe the video in words                           | 缺少必填参数 prompt，请填写视频的文本描述
          prompt         | ""              | prompt is blank: describe the video in words                              | prompt 不能为空，请填写视频的文本描述
          prompt         | " \\t\\n\\u3000"| prompt is blank: describe the video in words                              | prompt 不能为空，请填写视频的文本描述
          prompt         | 5               | prompt must be a string, got 5                                            | prompt 应为字符串，收到的是 5
          prompt         | false           | prompt must be a string, got false                                        | prompt 应为字符串，收到的是 false
          prompt         | ["rain"]        | prompt must be a string, got array                                        | prompt 应为字符串，收到的是数组
          prompt         | {"text":"rain"} | prompt must be a string, got object                                       | prompt 应为字符串，收到的是对象
          prompt         | "a\\u0000b"     | prompt holds a NUL or an unpaired surrogate; send valid Unicode text      | prompt 含有空字符（NUL）或不成对的 UTF-16 代理项（surrogate），请提供有效的 Unicode 文本
          prompt         | "a\\ud83d"      | prompt holds a NUL or an unpaired surrogate; send valid Unicode text      | prompt 含有空字符（NUL）或不成对的 UTF-16 代理项（surrogate），请提供有效的 Unicode 文本
          prompt         | "\\ude00a"      | prompt holds a NUL or an unpaired surrogate; send valid Unicode text      | prompt 含有空字符（NUL）或不成对的 UTF-16 代理项（surrogate），请提供有效的 Unicode 文本
          prompt         | "\\ude00\\ud83d"| prompt holds a NUL or an unpaired surrogate; send valid Unicode text      | prompt 含有空字符（NUL）或不成对的 UTF-16 代理项（surrogate），请提供有效的 Unicode 文本
          duration       | 0               | duration 0 is not accepted; accepted: 4, 8, 12, 16, 20                    | duration 的取值 0 无效，支持的取值为 4、8、12、16、20
          duration       | -4              | duration -4 is not accepted; accepted: 4, 8, 12, 16, 20                   | duration 的取值 -4 无效，支持的取值为 4、8、12、16、20
          duration       | 5               | duration 5 is not accepted; accepted: 4, 8, 12, 16, 20                    | duration 的取值 5 无效，支持的取值为 4、8、12、16、20
          duration       | 2147483648      | duration 2147483648 is not accepted; accepted: 4, 8, 12, 16, 20           | duration 的取值 2147483648 无效，支持的取值为 4、8、12、16、20
          duration       | 4294967300      | duration 4294967300 is not accepted; accepted: 4, 8, 12, 16, 20           | duration 的取值 4294967300 无效，支持的取值为 4、8、12、16、20
          duration       | 18446744073709551620 | duration 18446744073709551620 is not accepted; accepted: 4, 8, 12, 16, 20 | duration 的取值 18446744073709551620 无效，支持的取值为 4、8、12、16、20
          duration       | 8.0             | duration must be a whole number without decimal point, got 8.0; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是 8.0，支持的取值为 4、8、12、16、20
          duration       | "NaN"           | duration must be a whole number without decimal point, got "NaN"; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是 "NaN"，支持的取值为 4、8、12、16、20
          duration       | 1e400           | duration must be a whole number without decimal point, got 1E+400; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是 1E+400，支持的取值为 4、8、12、16、20
          duration       | 8e0             | duration must be a whole number without decimal point, got 8; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是 8，支持的取值为 4、8、12、16、20
          duration       | true            | duration must be a whole number without decimal point, got true; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是 true，支持的取值为 4、8、12、16、20
          duration       | [8]             | duration must be a whole number without decimal point, got array; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是数组，支持的取值为 4、8、12、16、20
          duration       | {}              | duration must be a whole number without decimal point, got object; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是对象，支持的取值为 4、8、12、16、20
          resolution     | "1080p"         | resolution 1080p is not available for sora-2; accepted: 720p              | sora-2 不支持 resolution 取值 1080p，支持的取值为 720p
          resolution     | "720P"          | resolution 720P is not available for sora-2; accepted: 720p               | sora-2 不支持 resolution 取值 720P，支持的取值为 720p
          resolution     | "１"            | resolution １ is not available for sora-2; accepted: 720p                 | sora-2 不支持 resolution 取值 １，支持的取值为 720p
          resolution     | 720             | resolution must be a string, got 720                                      | resolution 应为字符串，收到的是 720
          resolution     | ["720p"]        | resolution must be a string, got array                                    | resolution 应为字符串，收到的是数组
          resolution     | {}              | resolution must be a string, got object                                   | resolution 应为字符串，收到的是对象
          aspect_ratio   | "1:1"           | aspect_ratio 1:1 is not accepted; accepted: 16:9, 9:16, landscape, portrait | aspect_ratio 的取值 1:1 无效，支持的取值为 16:9、9:16、landscape、portrait
          aspect_ratio   | "16：9"         | aspect_ratio 16：9 is not accepted; accepted: 16:9, 9:16, landscape, portrait | aspect_ratio 的取值 16：9 无效，支持的取值为 16:9、9:16、landscape、portrait
          aspect_ratio   | 1.7777          | aspect_ratio must be a string, got 1.7777                                 | aspect_ratio 应为字符串，收到的是 1.7777
          aspect_ratio   | [16, 9]         | aspect_ratio must be a string, got array                                  | aspect_ratio 应为字符串，收到的是数组
          aspect_ratio   | {"w": 16}       | aspect_ratio must be a string, got object                                 | aspect_ratio 应为字符串，收到的是对象
          image_urls     | {}              | image_urls must hold the address of the image in url; file_id is not supported | image_urls 应在 url 中给出图片 URL，不支持 file_id
          image_urls     | 5 | image_urls must be the address of one image (a URL or data URI), got 5 | image_urls 应为一张图片（URL 或 data URI），收到的是 5
          image_urls     | true | image_urls must be the address of one image (a URL or data URI), got true | image_urls 应为一张图片（URL 或 data URI），收到的是 true
          image_urls     | [null] | image_urls[0] must be the address of one image (a URL or data URI), got null | image_urls[0] 应为一张图片（URL 或 data URI），收到的是 null
          image_urls     | [5] | image_urls[0] must be the address of one image (a URL or data URI), got 5 | image_urls[0] 应为一张图片（URL 或 data URI），收到的是 5
          image_urls     | [["a"]] | image_urls[0] must be the address of one image (a URL or data URI), got array | image_urls[0] 应为一张图片（URL 或 data URI），收到的是数组
          image_urls     | [{"link": "a"}] | image_urls[0] must hold the address of the image in url; file_id is not supported | image_urls[0] 应在 url 中给出图片 URL，不支持 file_id
          image_urls     | ["a", 5] | image_urls[1] must be the address of one image (a URL or data URI), got 5 | image_urls[1] 应为一张图片（URL 或 data URI），收到的是 5
          image_urls     | ["a", "b"]      | image_urls has 2 images; at most 1                                        | image_urls 有 2 张图片，最多 1 张
          image_urls     | ["data:image/png;base64,%"] | image_urls[0]: the data URI cannot be read; expected data:image/png;base64,… | image_urls[0] 的 data URI 无法解析，应为 data:image/png;base64,… 的形式
          image_urls     | ["data:image/png;base64,YWJj"] | image_urls[0] is not a supported image; accepted: jpeg, png, webp | 不支持 image_urls[0] 的图片格式，支持 jpeg、png、webp
          image_urls     | " "             | image_urls is empty; expected an https:// or http:// image, a data URI (data:image/png;base64,…) or the link of an upload (POST /v1/uploads/images) | image_urls 为空，应为 https:// 或 http:// 图片 URL、data URI（data:image/png;base64,…）或上传图片得到的链接（POST /v1/uploads/images）
          image_urls     | "iVBORw0KGgo="  | image_urls does not begin with https:// or http://; send base64 as a data URI (data:image/png;base64,…), or upload the file (POST /v1/uploads/images) and send its link | image_urls 不以 https:// 或 http:// 开头；base64 请以 data URI（data:image/png;base64,…）的形式发送，或先上传文件（POST /v1/uploads/images）再使用返回的链接
          image_urls     | ["data:image/gif;base64,R0lGODlhAQABAAAAADs="] | image_urls[0] is a GIF image; no video begins with one, convert it to jpeg, png or webp | image_urls[0] 是 GIF 图片，不能作为视频首帧，请转换为 jpeg、png 或 webp
          image_urls     | ["data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="] | image_urls[0] is broken or incomplete; open the image and save it anew, as jpeg or png | image_urls[0] 的图片已损坏或不完整，请打开图片后重新保存为 jpeg 或 png
          """)
  void isRefusedInBothLanguages(String field, String value, String english, String chinese)
      throws Exception {
    String body = body(field, value);
    assertRefused(ENGLISH + english.replace("`", ""), "en", body);
    assertRefused(CHINESE + chinese.replace("`", ""), "zh", body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8081/a.png", "https://example.org:8443/a.png"})
  void portThatIsNotFetchedFromIsToldAsThat(String address) throws Exception {
    assertRefused(
        ENGLISH
            + "image_urls[0]: no image is fetched from this port; only 80, 443 and those that the"
            + " operator allows (images.allowed-ports) are. Or send a data URI"
            + " (data:image/png;base64,…) or the link of an upload (POST /v1/uploads/images)",
        "en",
        body("image_urls", "[\"" + address + "\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"ftp://example.org/a.png\"]",
        "[\"file:///etc/passwd\"]",
        "[\"http://127.0.0.1/a.png\"]",
        "[\"http://[::1]/a.png\"]",
        "[\"http://example.org/a\\u0000b\"]",
        "[\"http://example.org/\\ud800\"]",
        "[\"javascript:alert(1)\"]",
      })
  void addressThatGivesNoImageIsRefusedWithOneMessage(String value) throws Exception {
    assertRefused(
        ENGLISH
            + "image_urls[0]: no image could be fetched; it must be a public http:// or https://"
            + " image (jpeg, png, webp, at most 10 MB), a data URI (data:image/png;base64,…) or the"
            + " link of an upload (POST /v1/uploads/images)",
        "en",
        body("image_urls", value));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          duration     |
          duration     | null
          duration     | 20
          resolution   |
          resolution   | null
          aspect_ratio |
          aspect_ratio | null
          aspect_ratio | "portrait"
          image_urls   | null
          image_urls   | []
          image_urls   | ""
          image_urls   | [""]
          duration     | ""
          duration     | "8"
          duration     | [""]
          resolution   | ""
          aspect_ratio | ""
          seed         | 7
          seed         | -1
          seed         | "7"
          n            | 1
          n            | "1"
          prompt       | "<script>alert(1)</script> {{7*7}} =cmd() %s %00 ' OR '1'='1"
          prompt       | "\\r\\n\\u001b[31m\\u202e\\ufeff"
          prompt       | "😀"
          api_base     | "http://127.0.0.1:1/"
          price        | 0
          owner_id     | "own_other"
          engine       | {"name": "other"}
          stream       | true
          """)
  void isAcceptedOrIgnored(String field, String value) throws Exception {
    HttpResponse<String> answer = shop.post(Shop.FILMS, body(field, value));
    assertEquals(200, answer.statusCode(), answer::body);
    String id = Shop.json(answer).at("/data/0/task_id").stringValue();
    assertEquals(
        shop.owner.id(), shop.world.tasks().find(shop.owner.id(), id).orElseThrow().ownerId());
  }

  @Test
  void charactersAreCountedAsPeopleCountThem() throws Exception {
    assertEquals(200, prompt("瀑".repeat(32_000)).statusCode());
    assertEquals(200, prompt("😀".repeat(32_000)).statusCode());
    HttpResponse<String> long1 = prompt("😀".repeat(32_001));
    assertEquals(400, long1.statusCode());
    assertEquals(
        CHINESE + "prompt 有 32001 个字符，最多 32000 个",
        Shop.json(long1).at("/error/message").stringValue());
  }

  @Test
  void hugeValuesAreShownShort() throws Exception {
    for (String field : List.of("model", "resolution", "aspect_ratio")) {
      HttpResponse<String> answer =
          shop.post(Shop.FILMS, body(field, "\"" + "长".repeat(100_000) + "\""));
      assertEquals(400, answer.statusCode());
      assertTrue(answer.body().contains("长".repeat(60) + "…"), field);
      assertTrue(answer.body().length() < 400, field);
    }
    String digits = "9".repeat(100);
    HttpResponse<String> answer = shop.post(Shop.FILMS, body("duration", digits));
    assertTrue(answer.body().contains("9".repeat(60) + "…"), answer::body);
    String many = "[" + "\"a\",".repeat(100_000) + "\"a\"]";
    assertRefused(
        ENGLISH + "image_urls has 100001 images; at most 1", "en", body("image_urls", many));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"sora-2\"", "5", "null", "true", "[{\"model\": \"sora-2\"}]"})
  void bodyThatIsNoObjectIsRefused(String body) throws Exception {
    HttpResponse<String> answer = shop.post(Shop.FILMS + "?language=en", body);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("the body must be a JSON object, got "), answer::body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model", "prompt", "duration", "resolution", "aspect_ratio", "image_urls"})
  void memberThatComesTwiceIsRefused(String field) throws Exception {
    String body = join(members());
    String twice = body.replaceFirst("}$", ", \"" + field + "\": null}");
    if (!body.contains(field)) {
      twice = twice.replaceFirst("}$", ", \"" + field + "\": null}");
    }
    HttpResponse<String> answer = shop.post(Shop.FILMS + "?language=en", twice);
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("no member twice"), answer::body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "0x8",
        "08",
        "+8",
        "8.",
        ".8",
        "8l",
        "1e",
        "undefined"
      })
  void whatIsNoNumberInJsonIsNoJson(String value) throws Exception {
    HttpResponse<String> answer = shop.post(Shop.FILMS + "?language=en", body("duration", value));
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("the body is not valid JSON"), answer::body);
  }

  private static void assertRefused(String message, String language, String body) throws Exception {
    long available = shop.world.ledger.balance(shop.owner.id()).availableMicros();
    HttpResponse<String> answer = shop.post(Shop.FILMS + "?language=" + language, body);
    assertEquals(400, answer.statusCode(), answer::body);
    assertEquals(message, Shop.json(answer).at("/error/message").stringValue());
    assertEquals("invalid_request_error", Shop.json(answer).at("/error/type").stringValue());
    assertEquals(available, shop.world.ledger.balance(shop.owner.id()).availableMicros());
  }

  private static HttpResponse<String> prompt(String text) throws Exception {
    return shop.post(Shop.FILMS, body("prompt", "\"" + text + "\""));
  }

  /** A good body with one member replaced, or without it. */
  private static String body(String field, String value) {
    Map<String, String> members = members();
    if (value == null) {
      members.remove(field);
    } else {
      members.put(field, value);
    }
    return join(members);
  }

  private static String join(Map<String, String> members) {
    return "{"
        + String.join(
            ", ",
            members.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\": " + e.getValue())
                .toList())
        + "}";
  }

  private static Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("model", "\"sora-2\"");
    members.put("prompt", "\"rain\"");
    members.put("duration", "4");
    members.put("resolution", "\"720p\"");
    members.put("aspect_ratio", "\"16:9\"");
    return members;
  }

  @Test
  void modelThatAKeyMayNotUseIsNamed() throws Exception {
    Scope one =
        new Scope(Set.of("sora-2"), false, List.of(), OptionalInt.empty(), OptionalInt.empty());
    IssuedKey key = shop.key(shop.owner, one);
    HttpResponse<String> refused = post(key, body("model", "\"sora-2-pro\""));
    assertEquals(403, refused.statusCode());
    assertTrue(refused.body().contains("\"type\":\"permission_error\""), refused::body);
    assertTrue(
        Shop.json(refused).at("/error/message").stringValue().endsWith("没有使用模型 sora-2-pro 的权限"),
        refused::body);
    assertEquals(200, post(key, body("model", "\"sora-2\"")).statusCode());
  }

  /** Only a picture in the body is worth more than 256 KiB. */
  @Test
  void largeBodyWithoutAPictureIsTooLarge() throws Exception {
    String padding = "\"" + "x".repeat(256 << 10) + "\"";
    assertEquals(413, shop.post(Shop.FILMS, body("ignored", padding)).statusCode());
    String uri = "\"data:image/png;base64," + "A".repeat(1 << 20) + "\"";
    assertEquals(400, shop.post(Shop.FILMS, body("image_urls", uri)).statusCode());
    String shouted = uri.replace("data:", "DATA:");
    assertEquals(400, shop.post(Shop.FILMS, body("image_urls", shouted)).statusCode());
  }

  private static HttpResponse<String> post(IssuedKey key, String body) throws Exception {
    return shop.send(
        key,
        Shop.FILMS,
        r -> r.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }
}
