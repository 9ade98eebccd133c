package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Model;
import dev.afterglow.tasks.Task;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What programs in the field send instead of the contract's members: understood where it means
 * exactly the same, refused where it would be lost. Nothing that is refused costs anything.
 */
final class SpellingsTest {
  /** One red pixel, which is a picture but too small to begin a film. */
  private static final String PIXEL =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "model":"sora-2"                                                | sora-2     | 1280x720  | 4
          "model":"sora-2","seconds":8                                    | sora-2     | 1280x720  | 8
          "model":"sora-2","seconds":"12"                                 | sora-2     | 1280x720  | 12
          "model":"sora-2","duration":"16"                                | sora-2     | 1280x720  | 16
          "model":"sora-2","duration":20,"seconds":"20"                   | sora-2     | 1280x720  | 20
          "model":"sora-2","duration":"","seconds":8                      | sora-2     | 1280x720  | 8
          "model":"sora-2","duration":null,"seconds":[""]                 | sora-2     | 1280x720  | 4
          "model":"sora-2","size":"1280x720"                              | sora-2     | 1280x720  | 4
          "model":"sora-2","size":"720x1280"                              | sora-2     | 720x1280  | 4
          "model":"sora-2","size":"720x1280","aspect_ratio":"9:16"        | sora-2     | 720x1280  | 4
          "model":"sora-2","size":"720x1280","resolution":"720p"          | sora-2     | 720x1280  | 4
          "model":"sora-2-pro","size":"1792x1024"                         | sora-2-pro | 1792x1024 | 4
          "model":"sora-2-pro","size":"1080x1920","orientation":"portrait" | sora-2-pro | 1080x1920 | 4
          "model":"sora-2-pro","resolution":"1080p","ratio":"9:16"        | sora-2-pro | 1080x1920 | 4
          "model":"sora-2","aspectRatio":"portrait"                       | sora-2     | 720x1280  | 4
          "model":"sora-2","orientation":"landscape"                      | sora-2     | 1280x720  | 4
          "model":"sora-2","ratio":"9:16","aspect_ratio":"portrait"       | sora-2     | 720x1280  | 4
          "model":"sora-2","ratio":"","aspectRatio":[""],"size":""        | sora-2     | 1280x720  | 4
          "model":"sora-2-2025-10-06"                                     | sora-2     | 1280x720  | 4
          "model":"sora-2-2025-12-08"                                     | sora-2     | 1280x720  | 4
          "model":"sora-2-pro-2025-10-06","resolution":"1024p"            | sora-2-pro | 1792x1024 | 4
          "model":"sora-2","image":"","images":[""],"image_url":null,"input_reference":[] | sora-2 | 1280x720 | 4
          "model":"sora-2","user":"u","private":true,"watermark":false,"metadata":{"a":1} | sora-2 | 1280x720 | 4
          "model":"sora-2","language":"en","official_fallback":true,"nsfw_check":false    | sora-2 | 1280x720 | 4
          "model":"sora-2","webhook":"https://a.example.org/hook","language":"zh"         | sora-2 | 1280x720 | 4
          "model":"sora-2","n":1,"webhook":"","callback_url":[""],"seed":""               | sora-2 | 1280x720 | 4
          "model":"sora-2","generate_audio":true,"negative_prompt":"","style":"auto","hd":false | sora-2 | 1280x720 | 4
          "model":"sora-2","resolutoin":"","image_tone":"auto","tag":[1,2] | sora-2     | 1280x720  | 4
          """)
  void isUnderstood(String members, String model, String size, int seconds) throws Exception {
    Task task = accepted("{\"prompt\":\"rain\"," + members + "}");
    assertEquals(model, task.spec().model().id());
    assertEquals(size, task.spec().format().width() + "x" + task.spec().format().height());
    assertEquals(seconds, task.spec().format().seconds());
  }

  @Test
  void seedIsTheTasksSeed() throws Exception {
    assertEquals(
        42, accepted("{\"model\":\"sora-2\",\"prompt\":\"rain\",\"seed\":42}").spec().seed());
    assertEquals(
        42, accepted("{\"model\":\"sora-2\",\"prompt\":\"rain\",\"seed\":\"42\"}").spec().seed());
  }

  /** The picture itself is refused, so that every spelling shows the place it was found at. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "image_urls":["@"]                       | image_urls[0]
          "image_urls":"@"                         | image_urls
          "image_urls":[{"url":"@"}]               | image_urls[0].url
          "image_url":"@"                          | image_url
          "image_url":{"url":"@"}                  | image_url.url
          "image":"@"                              | image
          "image":{"url":"@"}                      | image.url
          "images":["@"]                           | images[0]
          "images":[{"url":"@"}]                   | images[0].url
          "images":["","@",""]                     | images[1]
          "input_reference":"@"                    | input_reference
          "input_reference":{"image_url":"@"}      | input_reference.image_url
          "image_urls":[{"url":"@","role":"first_frame","detail":"high","strength":null,"id":""}] | image_urls[0].url
          "images":[{"type":"image_url","image_url":{"url":"@","detail":"auto"}}] | images[0].image_url.url
          "images":[{"type":"first_frame","url":"@","image_url":""}] | images[0].url
          "first_frame_image":["@"]                | first_frame_image[0]
          "image":"@","image_urls":["@"]           | image_urls[0]
          "image":"@","aspect_ratio":"1:1"         | image
          "image":"@","size":"720x1280","aspect_ratio":"16:9" | image
          """)
  void pictureIsFoundUnderEveryName(String members, String place) throws Exception {
    assertRefused(
        place + " is too small; at least 16 pixels wide and high",
        place + " 的图片尺寸过小，宽高至少 16 像素",
        members.replace("@", PIXEL));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "duration":4,"seconds":"8"                  | duration (4) and seconds (8) disagree; send one of them              | duration（4）与 seconds（8）不一致，请只保留其中一个
          "size":"1280x720","aspect_ratio":"9:16"     | aspect_ratio (9:16) and size (1280x720) disagree; send one of them   | aspect_ratio（9:16）与 size（1280x720）不一致，请只保留其中一个
          "ratio":"16:9","orientation":"portrait"     | ratio (16:9) and orientation (portrait) disagree; send one of them   | ratio（16:9）与 orientation（portrait）不一致，请只保留其中一个
          "image":"a","images":["b"]                  | images[0] ("b") and image ("a") disagree; send one of them           | images[0]（"b"）与 image（"a"）不一致，请只保留其中一个
          "image_urls":["a"],"first_frame_image":"b"  | image_urls[0] ("a") and first_frame_image ("b") disagree; send one of them | image_urls[0]（"a"）与 first_frame_image（"b"）不一致，请只保留其中一个
          "images":["a","b"]                          | images has 2 images; at most 1                                       | images 有 2 张图片，最多 1 张
          "images":["a","a"]                          | images has 2 images; at most 1                                       | images 有 2 张图片，最多 1 张
          "input_reference":{"file_id":"file-1"}      | input_reference must hold the address of the image in url; file_id is not supported | input_reference 应在 url 中给出图片 URL，不支持 file_id
          "image":5                                   | image must be the address of one image (a URL or data URI), got 5    | image 应为一张图片（URL 或 data URI），收到的是 5
          "seconds":"8s"                              | seconds must be a whole number without decimal point, got "8s"; accepted: 4, 8, 12, 16, 20 | seconds 应为整数（不带小数点），收到的是 "8s"，支持的取值为 4、8、12、16、20
          "seconds":10                                | seconds 10 is not accepted; accepted: 4, 8, 12, 16, 20               | seconds 的取值 10 无效，支持的取值为 4、8、12、16、20
          "seconds":"08"                              | seconds "08" is not accepted; accepted: 4, 8, 12, 16, 20             | seconds 的取值 "08" 无效，支持的取值为 4、8、12、16、20
          "duration":8.0                              | duration must be a whole number without decimal point, got 8.0; accepted: 4, 8, 12, 16, 20 | duration 应为整数（不带小数点），收到的是 8.0，支持的取值为 4、8、12、16、20
          "size":"1920x1080"                          | size 1920x1080 is not available for sora-2; accepted: 1280x720, 720x1280 | sora-2 不支持 size 取值 1920x1080，支持的取值为 1280x720、720x1280
          "size":"large"                              | size large is not available for sora-2; accepted: 1280x720, 720x1280 | sora-2 不支持 size 取值 large，支持的取值为 1280x720、720x1280
          "size":1280                                 | size must be a string, got 1280                                      | size 应为字符串，收到的是 1280
          "aspectRatio":"1:1"                         | aspectRatio 1:1 is not accepted; accepted: 16:9, 9:16, landscape, portrait | aspectRatio 的取值 1:1 无效，支持的取值为 16:9、9:16、landscape、portrait
          "n":2                                       | n 2 is not supported: one request makes one video; send one request for each | 不支持 n 取值 2，每个请求只生成一个视频，需要多个视频时请分别提交
          "n":"3"                                     | n "3" is not supported: one request makes one video; send one request for each | 不支持 n 取值 "3"，每个请求只生成一个视频，需要多个视频时请分别提交
          "numVideos":4                               | numVideos 4 is not supported: one request makes one video; send one request for each | 不支持 numVideos 取值 4，每个请求只生成一个视频，需要多个视频时请分别提交
          "callback_url":"https://a.example"          | callback_url is not supported; webhook is: when the task has ended, its address with /callback behind it is called | 不支持 callback_url，请改用 webhook，任务结束后服务器会回调该地址加 /callback
          "callBackUrl":"https://a.example"           | callBackUrl is not supported; webhook is: when the task has ended, its address with /callback behind it is called | 不支持 callBackUrl，请改用 webhook，任务结束后服务器会回调该地址加 /callback
          "webhook":"http://10.0.0.1/hook"            | webhook must be an http:// or https:// address of at most 2048 characters that this server may call: by default a public one, at port 80 or 443 | webhook 应为服务器可回调的 http:// 或 https:// 地址，不超过 2048 个字符；默认只能是公网地址，端口为 80 或 443
          "webhook":5                                 | webhook must be a string, got 5                                      | webhook 应为字符串，收到的是 5
          "negative_prompt":"fog"                     | negative_prompt ("fog") is not supported and would be left out of the video; send the request without it | 不支持 negative_prompt（"fog"），它不会对视频起作用，请去掉后重新提交
          "video":{"url":"a"}                         | video (object) is not supported and would be left out of the video; send the request without it | 不支持 video（对象），它不会对视频起作用，请去掉后重新提交
          "fps":60                                    | fps (60) is not supported and would be left out of the video; send the request without it | 不支持 fps（60），它不会对视频起作用，请去掉后重新提交
          "generateAudio":false                       | generateAudio (false) is not supported and would be left out of the video; send the request without it | 不支持 generateAudio（false），它不会对视频起作用，请去掉后重新提交
          "extra_body":{"seconds":"8"}                | extra_body (object) is not read here; write what it holds beside model, not inside extra_body | 本接口不读取 extra_body（对象），请将其中的参数直接写在 model 旁边，不要放在 extra_body 内
          "input":{"prompt":"snow"}                   | input (object) is not read here; write what it holds beside model, not inside input | 本接口不读取 input（对象），请将其中的参数直接写在 model 旁边，不要放在 input 内
          "image_urls":[{"url":"a","role":"last_frame"}] | image_urls[0].role ("last_frame") is not supported and would be left out of the video: its first frame is the image as it is; send the address alone | 不支持 image_urls[0].role（"last_frame"），它不会对视频起作用：图片始终原样作为首帧，请只填写图片地址
          "image_urls":[{"url":"a","type":"last_frame"}] | image_urls[0].type ("last_frame") is not supported and would be left out of the video: its first frame is the image as it is; send the address alone | 不支持 image_urls[0].type（"last_frame"），它不会对视频起作用：图片始终原样作为首帧，请只填写图片地址
          "image":{"url":"a","strength":0.5}          | image.strength (0.5) is not supported and would be left out of the video: its first frame is the image as it is; send the address alone | 不支持 image.strength（0.5），它不会对视频起作用：图片始终原样作为首帧，请只填写图片地址
          "image":{"url":"a","file_id":"f"}           | image.file_id ("f") is not supported and would be left out of the video: its first frame is the image as it is; send the address alone | 不支持 image.file_id（"f"），它不会对视频起作用：图片始终原样作为首帧，请只填写图片地址
          "image":{"image_url":{"url":"a","role":"x"}} | image.image_url.role ("x") is not supported and would be left out of the video: its first frame is the image as it is; send the address alone | 不支持 image.image_url.role（"x"），它不会对视频起作用：图片始终原样作为首帧，请只填写图片地址
          "resolutoin":"1080p"                        | resolutoin is not a member of this request; did you mean resolution? | 不支持参数 resolutoin，您是否想写 resolution？
          "image_ulrs":["a"]                          | image_ulrs is not a member of this request; did you mean image_urls? | 不支持参数 image_ulrs，您是否想写 image_urls？
          "imageUrls":["a"]                           | imageUrls is not a member of this request; did you mean image_urls?  | 不支持参数 imageUrls，您是否想写 image_urls？
          "Duration":8                                | Duration is not a member of this request; did you mean duration?     | 不支持参数 Duration，您是否想写 duration？
          "durations":8                               | durations is not a member of this request; did you mean duration?    | 不支持参数 durations，您是否想写 duration？
          "width":1280                                | width is not a member of this request; did you mean size?            | 不支持参数 width，您是否想写 size？
          "n_seconds":8                               | n_seconds is not a member of this request; did you mean duration?    | 不支持参数 n_seconds，您是否想写 duration？
          "duration_seconds":8                        | duration_seconds is not a member of this request; did you mean duration? | 不支持参数 duration_seconds，您是否想写 duration？
          "durationSeconds":8                         | durationSeconds is not a member of this request; did you mean duration? | 不支持参数 durationSeconds，您是否想写 duration？
          "image_strength":0.5                        | image_strength is not a member of this request; did you mean image_urls? | 不支持参数 image_strength，您是否想写 image_urls？
          "seed":"x"                                  | seed must be a whole number of at most 18 digits, or -1 for a random one, got "x" | seed 应为最多 18 位的整数，-1 表示随机，收到的是 "x"
          "seed":1.5                                  | seed must be a whole number of at most 18 digits, or -1 for a random one, got 1.5 | seed 应为最多 18 位的整数，-1 表示随机，收到的是 1.5
          """)
  void isRefusedBeforeItIsLost(String members, String english, String chinese) throws Exception {
    assertRefused(english, chinese, members);
  }

  @Test
  void sizeAndResolutionThatDisagreeAreBothNamed() throws Exception {
    long before = available();
    HttpResponse<String> answer =
        shop.post(
            Shop.FILMS + "?language=en",
            "{\"model\":\"sora-2-pro\",\"prompt\":\"rain\",\"size\":\"1920x1080\",\"resolution\":\"720p\"}");
    assertEquals(400, answer.statusCode());
    assertEquals(
        "Invalid request parameters: resolution (720p) and size (1920x1080) disagree; send one of"
            + " them",
        Shop.json(answer).at("/error/message").stringValue());
    assertEquals(before, available());
  }

  @Test
  void modelsOfXaiAreToldWhereTheirPictureGoes() throws Exception {
    long before = available();
    HttpResponse<String> answer =
        shop.post(
            Shop.FILMS + "?language=en",
            "{\"model\":\"grok-imagine-video\",\"prompt\":\"rain\",\"image\":{\"url\":\"https://a.example\"}}");
    assertEquals(400, answer.statusCode());
    assertEquals(
        "Invalid request parameters: grok-imagine-video is a model of xAI, which this server does"
            + " not make; accepted: sora-2, sora-2-pro. An image goes into image_urls",
        Shop.json(answer).at("/error/message").stringValue());
    assertEquals(before, available());
  }

  @Test
  void bodyOfVeryManyMembersIsRefused() throws Exception {
    StringBuilder members = new StringBuilder("\"seconds\":4");
    for (int i = 0; i < 100; i++) {
      members.append(",\"m").append(i).append("\":1");
    }
    assertRefused(
        "the body has 103 members; at most 100", "请求体有 103 个参数，最多 100 个", members.toString());
  }

  /** What shows nothing describes nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u00a0",
        "\\u200b",
        "\\ufeff",
        "\\u2007\\u202f",
        "\\u2060\\u00ad",
        "\\u2028\\u2029",
        "\\ue000",
        "\\uffff",
        "\\u3164",
        "\\u2800",
        "\\ufe0f",
        "\\u0001\\u001f",
        "\\u0000",
        "\\udb40\\udc01",
        "\\u200b \\u00a0\\n\\ufeff"
      })
  void promptOfNothingVisibleIsBlank(String prompt) throws Exception {
    long before = available();
    HttpResponse<String> answer =
        shop.post(
            Shop.FILMS + "?language=en", "{\"model\":\"sora-2\",\"prompt\":\"" + prompt + "\"}");
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(answer.body().contains("prompt is blank"), answer::body);
    assertEquals(before, available());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u200b.", "\\ufeffrain", "\\u0301a", "\\ud83c\\udf27\\ufe0f", "雨"})
  void promptOfAnythingVisibleIsTaken(String prompt) throws Exception {
    accepted("{\"model\":\"sora-2\",\"prompt\":\"" + prompt + "\"}");
  }

  /** One request under one key, however its members are called. */
  @Test
  void spellingsOfOneFilmAreOneRequest() throws Exception {
    String first = withKey("{\"model\":\"sora-2\",\"prompt\":\"a\",\"duration\":8}");
    assertEquals(
        first,
        withKey(
            "{\"model\":\"sora-2-2025-12-08\",\"prompt\":\"a\",\"seconds\":\"8\",\"size\":\"1280x720\"}"));
  }

  @Test
  void datedModelsAreKnownWhereverAModelIsNamed() throws Exception {
    assertEquals(200, shop.get("/v1/tasks?model=sora-2-2025-10-06").statusCode());
    assertEquals(200, shop.get("/v1/models/sora-2-pro-2025-10-06/schema").statusCode());
    assertEquals(
        "sora-2",
        Shop.json(shop.get("/v1/model-schema?model=sora-2-2025-12-08")).at("/model").stringValue());
  }

  private static Task accepted(String body) throws Exception {
    HttpResponse<String> answer = shop.post(Shop.FILMS, body);
    assertEquals(200, answer.statusCode(), answer::body);
    String id = Shop.json(answer).at("/data/0/task_id").stringValue();
    return shop.world.tasks().find(shop.owner.id(), id).orElseThrow();
  }

  private static String withKey(String body) throws Exception {
    HttpResponse<String> answer =
        shop.send(
            Shop.FILMS,
            r ->
                r.header("Content-Type", "application/json")
                    .header("Idempotency-Key", "one-film")
                    .POST(BodyPublishers.ofString(body)));
    assertEquals(200, answer.statusCode(), answer::body);
    return Shop.json(answer).at("/data/0/task_id").stringValue();
  }

  private static void assertRefused(String english, String chinese, String members)
      throws Exception {
    String body = "{\"model\":\"" + Model.SORA_2.id() + "\",\"prompt\":\"rain\"," + members + "}";
    long before = available();
    HttpResponse<String> answer = shop.post(Shop.FILMS + "?language=en", body);
    assertEquals(400, answer.statusCode(), answer::body);
    assertEquals(
        "Invalid request parameters: " + english,
        Shop.json(answer).at("/error/message").stringValue());
    HttpResponse<String> inChinese = shop.post(Shop.FILMS + "?language=zh", body);
    assertEquals("请求参数无效：" + chinese, Shop.json(inChinese).at("/error/message").stringValue());
    assertEquals(before, available());
  }

  private static long available() {
    return shop.world.ledger.balance(shop.owner.id()).availableMicros();
  }
}
