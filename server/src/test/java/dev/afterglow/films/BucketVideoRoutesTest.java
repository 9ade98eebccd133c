package dev.afterglow.films;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.films.FilmRoutes.Delivery;
import dev.afterglow.http.Route;
import dev.afterglow.http.TestServer;
import dev.afterglow.objects.Staging;
import dev.afterglow.objects.s3.Bucket;
import dev.afterglow.objects.s3.S3Server;
import dev.afterglow.objects.s3.TestBuckets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BucketVideoRoutesTest extends VideoRoutesContract {
  private static final String OTHER = "task_01K8SGYNNNVBQTXNR4MM964S7M";
  private static final Pattern LIFE = Pattern.compile("X-Amz-Expires=(\\d+)");

  private S3Server bucketServer;
  private Bucket bucket;

  @Override
  FilmStore open() throws Exception {
    bucketServer = S3Server.start();
    bucket = TestBuckets.open(bucketServer.settings());
    return new ObjectFilmStore(bucket.store("", Staging.open(folder.resolve("staging"))));
  }

  @AfterEach
  void closeBucket() {
    bucket.close();
    bucketServer.close();
  }

  @Test
  void aGoodLinkLeadsToTheBucketForAnHourAtMostAndNoLongerThanItself() throws Exception {
    store.keep(OTHER, Files.write(store.stage(OTHER), new byte[] {1, 2, 3}));
    Instant now = Instant.now();
    Links links =
        new Links(LinkKeys.open(folder.resolve("other.keys"), new SecureRandom()), () -> now);
    Route[] routes =
        new FilmRoutes(store, links, Delivery.PRESIGNED).routes().toArray(Route[]::new);
    try (TestServer server = TestServer.open(routes);
        HttpClient client = HttpClient.newHttpClient()) {
      String link = links.link(OTHER, now.plusSeconds(86_400));
      HttpResponse<String> answer = server.get(link);
      assertEquals(302, answer.statusCode());
      String location = answer.headers().firstValue("Location").orElseThrow();
      assertEquals(3600, life(location));
      assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
      HttpResponse<byte[]> film =
          client.send(
              HttpRequest.newBuilder(URI.create(location)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertEquals(200, film.statusCode());
      assertEquals(3, film.body().length);

      String last =
          server
              .get(links.link(OTHER, now.plusMillis(90_500)))
              .headers()
              .firstValue("Location")
              .orElseThrow();
      assertEquals(90, life(last));
      assertEquals(200, server.get(links.link(OTHER, now.plusMillis(500))).statusCode());
      assertEquals(410, server.get(links.link(OTHER, now)).statusCode());
      assertEquals(404, server.get(link.replace("&s=", "&s=A")).statusCode());
      assertEquals(404, server.get(link.replaceFirst("\\?.*", "")).statusCode());
      store.delete(OTHER);
      assertEquals(404, server.get(link).statusCode());
    }
  }

  private static int life(String location) {
    Matcher life = LIFE.matcher(location);
    assertTrue(life.find(), location);
    return Integer.parseInt(life.group(1));
  }
}
