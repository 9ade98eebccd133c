package dev.afterglow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.text.Language;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreSectionTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void withoutABucketThereIsNoStore() throws Exception {
    assertEquals(Optional.empty(), read("").store());
    assertEquals(Optional.empty(), read("store: {url: '', links: proxied}").store());
  }

  @Test
  void everythingCanBeSaid() throws Exception {
    environment.put("S3_SECRET", "very secret");
    environment.put("AFTERGLOW_OTHER", "eu-north-1");
    Files.writeString(folder.resolve("id"), "AKIA\n");
    Settings.Store store =
        read("""
        store:
          url: s3://films/some/prefix/
          endpoint: http://minio:9000
          public-endpoint: https://s3.example.com
          region: ${AFTERGLOW_OTHER}
          path-style: false
          access-key-file: id
          secret-key: ${S3_SECRET}
          links: presigned
          proxy: http://user:pass@proxy:3128
          ca-file: ca.pem
        """)
            .store()
            .orElseThrow();
    assertEquals(
        new Settings.Store(
            new BucketUrl("films", "some/prefix/"),
            Optional.of(URI.create("http://minio:9000")),
            Optional.of(URI.create("https://s3.example.com")),
            Optional.of("eu-north-1"),
            false,
            Optional.of(
                new Settings.Store.AccessKey(new Secret("AKIA"), new Secret("very secret"))),
            Settings.Store.Links.PRESIGNED,
            Optional.of(new Secret("http://user:pass@proxy:3128")),
            Optional.of(folder.resolve("ca.pem"))),
        store);
    assertFalse(store.toString().contains("very secret"), store.toString());
    assertFalse(store.toString().contains("pass"), store.toString());
  }

  @Test
  void variablesOfTheEnvironmentSayTheSame() throws Exception {
    environment.put("AFTERGLOW_STORE_URL", "s3://films");
    environment.put("AFTERGLOW_STORE_ACCESS_KEY", "a");
    environment.put("AFTERGLOW_STORE_SECRET_KEY", "b");
    Settings.Store store = read("").store().orElseThrow();
    assertEquals(new BucketUrl("films", ""), store.bucket());
    assertEquals("s3://films", store.bucket().toString());
    assertTrue(store.keys().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "'endpoint: http://minio:9000', true",
    "'endpoint: https://s3.eu-west-1.amazonaws.com', false",
    "'{endpoint: http://minio:9000, path-style: false}', false",
    "'path-style: true', true"
  })
  void theBucketStandsInThePathWhereItHasNoNameOfItsOwn(String said, boolean path)
      throws Exception {
    String more = said.replaceAll("[{}]", "").replace(", ", "\n  ");
    Settings settings = read("store:\n  url: s3://films\n  " + more + "\n");
    assertEquals(path, settings.store().orElseThrow().pathStyle());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "films",
        "s3://",
        "s3://a",
        "s3:///prefix",
        "https://films.s3.amazonaws.com",
        "s3://films/../x",
        "s3://films//x",
        "s3://films/a b",
        "s3://films/?x",
        "s3://user@films"
      })
  void whatIsNoBucketIsRefused(String url) {
    assertTrue(
        refusal("store:\n  url: '" + url + "'\n").getFirst().contains("s3:// and a bucket"), url);
  }

  @Test
  void whatDoesNotGoTogetherIsToldTogether() throws Exception {
    assertEquals(
        List.of("store.endpoint (F): says nothing without store.url"),
        refusal("store: {endpoint: 'http://minio:9000', links: proxied}"));
    assertEquals(
        List.of("store.access-key (F): needs store.secret-key as well"),
        refusal("store: {url: 's3://films', access-key: a}"));
    Files.writeString(folder.resolve("s"), "secret");
    assertEquals(
        List.of("store.secret-key-file (F): needs store.access-key as well"),
        refusal("store: {url: 's3://films', secret-key-file: s}"));
    assertEquals(
        List.of("store.secret-key-file (F): write either this or store.secret-key, not both"),
        refusal("store: {url: 's3://films', access-key: a, secret-key: b, secret-key-file: s}"));
    assertEquals(
        List.of("store.secret-key (F): the environment variable NOT_SET is not set"),
        refusal("store: {url: 's3://films', access-key: a, secret-key: '${NOT_SET}'}"));
    assertTrue(
        refusal("store: {url: 's3://films', access-key: a, secret-key-file: none}")
            .getFirst()
            .startsWith("store.secret-key-file (F): the file "));
  }

  @Test
  void secretsAreNeverDescribed() throws Exception {
    write("store: {url: 's3://films', access-key: AKIA1, secret-key: 'the SECRET'}");
    List<String> lines = new SettingsReader(environment, folder).describe(Optional.empty());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("store.url: s3://films  (")));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("store.secret-key: ***  (")));
    assertTrue(lines.stream().noneMatch(line -> line.contains("SECRET")));
  }

  private Settings read(String yaml) throws Exception {
    write(yaml);
    return new SettingsReader(environment, folder).read(Optional.empty(), Map.of());
  }

  private void write(String yaml) throws Exception {
    Files.writeString(folder.resolve("afterglow.yaml"), yaml);
  }

  private List<String> refusal(String yaml) {
    return assertThrows(SettingsRefused.class, () -> read(yaml)).lines(Language.EN).stream()
        .map(line -> line.replace(folder.resolve("afterglow.yaml").toString(), "F"))
        .toList();
  }
}
