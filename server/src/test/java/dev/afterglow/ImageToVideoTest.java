package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.afterglow.api.openapi.Conformity;
import dev.afterglow.config.Environment;
import dev.afterglow.config.SettingsReader;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.media.headers.FilmHeader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server makes a portrait film of a portrait image, however the image is handed over. */
class ImageToVideoTest {
  private static final int DEADLINE_SECONDS = 300;

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void portraitImageMakesAPortraitFilmWhateverTheAspectRatioSays() throws Exception {
    byte[] image = portrait();
    HttpServer site = site(image);
    Map<String, String> options =
        Map.of(
            "server.port",
            "0",
            "data.directory",
            folder.resolve("data").toString(),
            "images.allowed-networks",
            "127.0.0.0/8",
            "images.allowed-ports",
            Integer.toString(site.getAddress().getPort()));
    var settings = new SettingsReader(Map.of(), folder).read(Optional.empty(), options);
    Conformity conformity = new Conformity();
    try (Server server =
        Server.start(settings, Environment.real(), FatalErrors.logged(), conformity)) {
      String key = server.firstKey().orElseThrow().secret();
      URI base = server.address();
      String url = "http://127.0.0.1:" + site.getAddress().getPort() + "/image.gif";
      String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(image);

      String first = submit(base, key, "\"" + url + "\"");
      submit(base, key, "[\"" + url + "\"]");
      submit(base, key, "[\"" + data + "\"]");
      submit(base, key, "[\"" + upload(base, key, image) + "\"]");

      assertPortrait(finished(base, key, first));
    } finally {
      site.stop(0);
    }
    conformity.assertNone();
  }

  private String submit(URI base, String key, String imageUrls) throws Exception {
    String body =
        "{\"model\":\"sora-2\",\"prompt\":\"snow\",\"aspect_ratio\":\"16:9\",\"image_urls\":"
            + imageUrls
            + "}";
    JsonNode answer =
        ask(
            HttpRequest.newBuilder(base.resolve("/v1/videos/generations"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    return answer.get("data").get(0).get("task_id").stringValue();
  }

  private String upload(URI base, String key, byte[] image) throws Exception {
    byte[] head =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] tail = "\r\n--edge--\r\n".getBytes(StandardCharsets.US_ASCII);
    return ask(HttpRequest.newBuilder(base.resolve("/v1/uploads/images"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(BodyPublishers.ofByteArrays(List.of(head, image, tail))))
        .get("url")
        .stringValue();
  }

  private String finished(URI base, String key, String task) throws Exception {
    for (int second = 0; second < DEADLINE_SECONDS; second++) {
      JsonNode data =
          ask(HttpRequest.newBuilder(base.resolve("/v1/tasks/" + task))
                  .header("Authorization", "Bearer " + key))
              .get("data");
      if (data.get("status").stringValue().equals("completed")) {
        return data.get("result").get("videos").get(0).get("url").get(0).stringValue();
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // as a client polls
    }
    throw new AssertionError("not finished in " + DEADLINE_SECONDS + " seconds");
  }

  private void assertPortrait(String link) throws Exception {
    HttpResponse<Path> film =
        client.send(
            HttpRequest.newBuilder(URI.create(link)).build(),
            BodyHandlers.ofFile(folder.resolve("film.mp4")));
    assertEquals(200, film.statusCode());
    try (FileChannel channel = FileChannel.open(film.body())) {
      var reading = assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(channel));
      assertEquals(720, reading.header().width());
      assertEquals(1280, reading.header().height());
      assertTrue(reading.header().indexFirst());
    }
    assertTrue(Files.size(film.body()) > 10_000);
  }

  private JsonNode ask(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonMapper.shared().readTree(answer.body());
  }

  private static HttpServer site(byte[] image) throws IOException {
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, image.length);
          exchange.getResponseBody().write(image);
          exchange.close();
        });
    site.start();
    return site;
  }

  private static byte[] portrait() throws IOException {
    BufferedImage image = new BufferedImage(360, 640, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 640; y++) {
      for (int x = 0; x < 360; x++) {
        image.setRGB(x, y, (x * 255 / 360) << 16 | (y * 255 / 640) << 8 | 0x80);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }
}
