package dev.afterglow.api.openai;

import static dev.afterglow.api.openai.Storefront.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.tasks.Task;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Members of other APIs in {@code /v1/videos} and in the resellers' form. */
final class ForeignMembersTest {
  private static final String SINGULAR = "/v1/video/generations";

  @TempDir static Path folder;
  private static Storefront shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new Storefront(folder, false);
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
          "width":"1280","height":"720"                    | 1280x720 | 4
          "width":720,"height":"1280","seconds":8          | 720x1280 | 8
          "width":720,"height":1280,"size":"720x1280"      | 720x1280 | 4
          "width":"","height":null                         | 1280x720 | 4
          "metadata":{"width":720,"height":1280}           | 720x1280 | 4
          "metadata":{"seconds":"8","aspect_ratio":"9:16"} | 720x1280 | 8
          "duration":8,"metadata":{"duration":"8"}         | 1280x720 | 8
          "metadata":{"order":"77","watermark":false,"n":1,"style":""} | 1280x720 | 4
          "metadata":""                                    | 1280x720 | 4
          """)
  void theSingularFormTakesWhatItUnderstandsExactly(String members, String size, int seconds)
      throws Exception {
    Task task = accepted(members);
    assertEquals(size, task.spec().format().width() + "x" + task.spec().format().height());
    assertEquals(seconds, task.spec().format().seconds());
  }

  @Test
  void aSeedInMetadataIsTheTasks() throws Exception {
    assertEquals(11, accepted("\"metadata\":{\"seed\":11}").spec().seed());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "metadata":{"seed":1,"negative_prompt":"fog"} | metadata.negative_prompt ("fog") is not supported and would be left out of the video; send the request without it
          "metadata":{"image_tail":"https://a/b.jpg"}   | metadata.image_tail ("https://a/b.jpg") is not supported and would be left out of the video; send the request without it
          "metadata":{"n":2}                            | metadata.n 2 is not supported: one request makes one video; send one request for each
          "metadata":{"callback_url":"https://a"}       | metadata.callback_url is not supported; webhook is: when the task has ended, its address with /callback behind it is called
          "metadata":{"resolutoin":"1080p"}             | metadata.resolutoin is not a member of this request; did you mean resolution?
          "seed":1,"metadata":{"seed":2}                | seed (1) and metadata.seed (2) disagree; send one of them
          "metadata":{"model":"kling-v1"}               | model ("sora-2") and metadata.model ("kling-v1") disagree; send one of them
          "metadata":["a"]                              | metadata must be an object with the parameters of the video, got array
          "width":1280                                  | width needs height beside it; send both, or a size such as 1280x720
          "metadata":{"height":"720"}                   | metadata.height needs metadata.width beside it; send both, or a size such as 1280x720
          "width":"1280px","height":720                 | width must be a whole number, in quotes or not, got "1280px"
          "width":1280,"height":720,"size":"720x1280"   | size ("720x1280") and width, height (1280x720) disagree; send one of them
          """)
  void theSingularFormLosesNothing(String members, String message) throws Exception {
    HttpResponse<String> answer = shop.post(SINGULAR + "?language=en", singular(members));
    assertEquals(message, refused(answer).path("message").stringValue());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "n":2              | n               | n 2 is not supported: one request makes one video; send one request for each | 不支持 n 取值 2，每个请求只生成一个视频，需要多个视频时请分别提交
          "num_videos":2     | num_videos      | num_videos 2 is not supported: one request makes one video; send one request for each | 不支持 num_videos 取值 2，每个请求只生成一个视频，需要多个视频时请分别提交
          "secnods":"8"      | secnods         | Unknown parameter: 'secnods'. Did you mean 'seconds'?    | 不支持参数 secnods，您是否想写 seconds？
          "resolutoin":"x"   | resolutoin      | Unknown parameter: 'resolutoin'. Did you mean 'size'?    | 不支持参数 resolutoin，您是否想写 size？
          "promt":"x"        | promt           | Unknown parameter: 'promt'. Did you mean 'prompt'?       | 不支持参数 promt，您是否想写 prompt？
          "photo":"x"        | photo           | Unknown parameter: 'photo'. Did you mean 'input_reference'? | 不支持参数 photo，您是否想写 input_reference？
          "duration":8       | duration        | Unknown parameter: 'duration'. Use 'seconds' instead.    | 不支持参数 duration，请使用 seconds
          "speed":2          | speed           | Unknown parameter: 'speed'.                              | 不支持参数 speed
          "webhook":"x"      | webhook         | Unknown parameter: 'webhook'.                            | 不支持参数 webhook
          "seconds":"5"      | seconds         | Invalid value: '5'. Supported values are: '4', '8', '12', '16', '20'. | 取值 5 无效，支持的取值为 '4'、'8'、'12'、'16'、'20'
          "input_reference":{"image_url":"https://a","role":"last_frame"} | input_reference.role | input_reference.role (last_frame) is not supported and would be left out of the video: its first frame is the image as it is; send the address alone | 不支持 input_reference.role（last_frame），它不会对视频起作用：图片始终原样作为首帧，请只填写图片地址
          """)
  void openAisFormTellsWhatWasMeant(String members, String param, String english, String chinese)
      throws Exception {
    String body = "{\"prompt\":\"rain\"," + members + "}";
    JsonNode error = refused(shop.post("/v1/videos?language=en", body));
    assertEquals(english, error.path("message").stringValue());
    assertEquals(param, error.path("param").stringValue());
    assertEquals(
        chinese, refused(shop.post("/v1/videos?language=zh", body)).path("message").stringValue());
  }

  @Test
  void whatStandsBesideAVideosIdIsNamed() throws Exception {
    JsonNode error =
        refused(
            shop.post(
                "/v1/videos/edits?language=en",
                "{\"prompt\":\"snow\",\"video\":{\"id\":\"video_1\",\"start\":2}}"));
    assertEquals("Unknown parameter: 'video.start'.", error.path("message").stringValue());
  }

  private static Task accepted(String members) throws Exception {
    HttpResponse<String> answer = shop.post(SINGULAR, singular(members));
    assertEquals(200, answer.statusCode(), answer::body);
    String id = json(answer).path("task_id").stringValue();
    return shop.world.tasks().find(Storefront.OWNER, id).orElseThrow();
  }

  private static String singular(String members) {
    return "{\"model\":\"sora-2\",\"prompt\":\"rain\"," + members + "}";
  }

  private static JsonNode refused(HttpResponse<String> answer) {
    assertEquals(400, answer.statusCode(), answer::body);
    return json(answer).path("error");
  }
}
