package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.videos.ImageInputReferenceParam;
import com.openai.models.videos.Video;
import com.openai.models.videos.VideoCreateParams;
import com.openai.models.videos.VideoDownloadContentParams;
import com.openai.models.videos.VideoExtendParams;
import com.openai.models.videos.VideoListParams;
import com.openai.models.videos.VideoModel;
import com.openai.models.videos.VideoRemixParams;
import com.openai.models.videos.VideoSeconds;
import com.openai.models.videos.VideoSize;
import dev.afterglow.media.headers.FilmHeader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's own clients against a whole server, with nothing but their base URL changed, and
 * Vercel's AI SDK with a model of a few lines. Those for Node and Python run where {@code
 * TEST_OPENAI_NODE}, {@code TEST_AI_SDK} and {@code TEST_OPENAI_PYTHON} name folders into which
 * they were installed.
 */
@SuppressWarnings("deprecation") // the clients mark what OpenAI has removed
final class OfficialClientsTest {

  @TempDir static Path data;
  private static RunningServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = RunningServer.start(data, Map.of("bootstrap.credit", "1000"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theClientForJavaMakesListsDownloadsRemixesAndDeletes() throws Exception {
    OpenAIClient client = OpenAiClients.java(server);
    try {
      Video plain =
          client
              .videos()
              .create(
                  VideoCreateParams.builder()
                      .prompt("a lighthouse in a storm")
                      .model(VideoModel.SORA_2)
                      .seconds(VideoSeconds._4)
                      .size(VideoSize._1280X720)
                      .build());
      plain.validate();
      Video fromBytes = create(client, builder -> builder.inputReference(png()));
      Path file = Files.write(folder.resolve("first.png"), png());
      Video fromFile = create(client, builder -> builder.inputReference(file));
      String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
      Video fromUri =
          create(
              client,
              builder ->
                  builder.inputReference(ImageInputReferenceParam.builder().imageUrl(uri).build()));
      List<String> made = List.of(fromUri.id(), fromFile.id(), fromBytes.id(), plain.id());
      List<String> listed =
          client.videos().list(VideoListParams.builder().limit(3).build()).autoPager().stream()
              .map(Video::id)
              .filter(made::contains)
              .toList();
      assertEquals(made, listed);

      Video done = completed(client, plain.id());
      done.validate();
      download(client, done.id(), VideoDownloadContentParams.Variant.VIDEO, "film.mp4");
      assertEquals(new FilmHeader(4_000, 1280, 720, true, true), film());
      download(client, done.id(), VideoDownloadContentParams.Variant.THUMBNAIL, "thumbnail.webp");
      byte[] webp = Files.readAllBytes(folder.resolve("thumbnail.webp"));
      assertEquals("WEBP", new String(webp, 8, 4, StandardCharsets.US_ASCII));
      download(client, done.id(), VideoDownloadContentParams.Variant.SPRITESHEET, "sheet.jpg");
      BufferedImage sheet = ImageIO.read(folder.resolve("sheet.jpg").toFile());
      assertEquals(1600, sheet.getWidth());

      Video remix =
          client
              .videos()
              .remix(VideoRemixParams.builder().videoId(done.id()).prompt("at night").build());
      assertEquals(done.id(), remix.remixedFromVideoId().orElseThrow());
      Video longer =
          client
              .videos()
              .extend(
                  VideoExtendParams.builder()
                      .prompt("the storm ends")
                      .seconds(VideoSeconds._4)
                      .video(
                          VideoExtendParams.Video.VideoReferenceInputParam.builder()
                              .id(done.id())
                              .build())
                      .build());
      longer.validate();
      assertEquals("8", longer.seconds().asString());
      assertTrue(client.videos().delete(done.id()).deleted());
      assertThrows(NotFoundException.class, () -> client.videos().retrieve(done.id()));
      assertThrows(
          BadRequestException.class,
          () -> create(client, builder -> builder.inputReference(png()).size(VideoSize._720X1280)));
      for (String id :
          List.of(fromUri.id(), fromFile.id(), fromBytes.id(), remix.id(), longer.id())) {
        deleteIfItStops(client, id); // nobody waits for these
      }
    } finally {
      client.close();
    }
  }

  @Test
  void theClientForJavaRunsBatches() throws Exception {
    OpenAIClient client = OpenAiClients.java(server);
    try {
      String line =
          "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/videos\","
              + "\"body\":{\"prompt\":\"rain\",\"size\":\"1280x720\"}}";
      FileObject file =
          client
              .files()
              .create(
                  FileCreateParams.builder()
                      .purpose(FilePurpose.BATCH)
                      .file(line.getBytes(StandardCharsets.UTF_8))
                      .build());
      file.validate();
      assertTrue(
          client.files().list().autoPager().stream().anyMatch(one -> one.id().equals(file.id())));
      Batch batch =
          client
              .batches()
              .create(
                  BatchCreateParams.builder()
                      .inputFileId(file.id())
                      .endpoint(BatchCreateParams.Endpoint.V1_VIDEOS)
                      .completionWindow(BatchCreateParams.CompletionWindow._24H)
                      .build());
      batch.validate();
      Batch done = ended(client, batch.id());
      done.validate();
      assertEquals(Batch.Status.COMPLETED, done.status());
      assertEquals(1, done.requestCounts().orElseThrow().completed());
      try (HttpResponse output = client.files().content(done.outputFileId().orElseThrow())) {
        String text = new String(output.body().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(text.contains("\"custom_id\":\"a\""), text);
      }
      assertTrue(
          client.batches().list().autoPager().stream().anyMatch(one -> one.id().equals(done.id())));
      assertTrue(client.files().delete(file.id()).deleted());
    } finally {
      client.close();
    }
  }

  private static Batch ended(OpenAIClient client, String id) {
    long end = System.nanoTime() + OpenAiClients.PATIENCE.toNanos();
    Batch batch = client.batches().retrieve(id);
    while (batch.completedAt().isEmpty()) {
      assertTrue(System.nanoTime() < end, batch.toString());
      assertTrue(batch.failedAt().isEmpty(), batch.toString());
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos()); // as a client polls
      batch = client.batches().retrieve(id);
    }
    return batch;
  }

  @Test
  void theClientForNodeWorks() throws Exception {
    OpenAiClients.linkNodePackages(folder, "TEST_OPENAI_NODE", "openai");
    run("node", "client.mjs");
  }

  @Test
  void theClientForPythonWorks() throws Exception {
    OpenAiClients.installed("TEST_OPENAI_PYTHON", "openai");
    run("python3", "client.py");
    try (FileChannel longer = FileChannel.open(folder.resolve("longer.mp4"))) {
      assertEquals(
          new FilmHeader(8_000, 720, 1280, true, true),
          assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(longer)).header());
    }
  }

  @Test
  void vercelsAiSdkMakesAVideo() throws Exception {
    OpenAiClients.linkNodePackages(folder, "TEST_AI_SDK", "ai");
    execute("node", "ai-sdk.mjs");
    assertEquals(new FilmHeader(4_000, 720, 1280, true, true), film());
  }

  /** On a busy machine an engine may take its time to stop; the server then says so. */
  private static void deleteIfItStops(OpenAIClient client, String id) {
    try {
      client.videos().delete(id);
    } catch (BadRequestException goesOn) {
      assertEquals("video_in_progress", goesOn.code().orElse(""), goesOn.getMessage());
    }
  }

  private interface More {
    VideoCreateParams.Builder add(VideoCreateParams.Builder builder) throws IOException;
  }

  private static Video create(OpenAIClient client, More more) throws IOException {
    VideoCreateParams.Builder builder =
        VideoCreateParams.builder()
            .prompt("waves")
            .model("sora-2-2025-10-06")
            .seconds(VideoSeconds._4)
            .size(VideoSize._1280X720);
    return client.videos().create(more.add(builder).build());
  }

  private static Video completed(OpenAIClient client, String id) {
    long end = System.nanoTime() + OpenAiClients.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Video video = client.videos().retrieve(id);
      if (video.status().equals(Video.Status.COMPLETED)) {
        return video;
      }
      assertTrue(video.error().isEmpty(), () -> video.error().toString());
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos()); // as a client polls
    }
    throw new AssertionError("no film of " + id);
  }

  private void download(
      OpenAIClient client, String id, VideoDownloadContentParams.Variant variant, String name)
      throws IOException {
    try (HttpResponse answer =
            client
                .videos()
                .downloadContent(
                    VideoDownloadContentParams.builder().videoId(id).variant(variant).build());
        InputStream body = answer.body()) {
      Files.copy(body, folder.resolve(name));
    }
  }

  private FilmHeader film() throws IOException {
    try (FileChannel film = FileChannel.open(folder.resolve("film.mp4"))) {
      return assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(film)).header();
    }
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }

  private void run(String program, String script) throws Exception {
    execute(program, script);
    assertEquals(new FilmHeader(4_000, 720, 1280, true, true), film());
    assertEquals(900, ImageIO.read(folder.resolve("sheet.jpg").toFile()).getWidth());
  }

  private void execute(String program, String script) throws Exception {
    Files.write(folder.resolve("first.png"), png());
    OpenAiClients.run(server, folder, Map.of(), program, script);
  }
}
