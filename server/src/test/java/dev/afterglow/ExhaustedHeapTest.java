package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose heap is exhausted ends, and lets go of its directory, so that a supervisor starts
 * it again. What exhausts it is an agent that only this test puts into the process.
 */
final class ExhaustedHeapTest {
  private static final int EXITED_ON_OUT_OF_MEMORY = 3;

  @TempDir private Path folder;

  @Test
  void serverEndsAndTheNextOneServes() throws Exception {
    Path data = folder.resolve("data");
    Path hunger = folder.resolve("hunger");
    String agent = " -Xmx128m -javaagent:" + agent() + "=" + hunger;
    try (ServerProcess server = start(data, options() + agent)) {
      assertEquals(200, health(server));
      Files.createFile(hunger);
      assertEquals(EXITED_ON_OUT_OF_MEMORY, server.exitCode());
    }
    Files.delete(hunger);
    try (ServerProcess next = start(data, options() + agent)) {
      assertEquals(200, health(next));
    }
  }

  private ServerProcess start(Path data, String options) throws IOException {
    return ServerProcess.start(folder, data, Map.of("JDK_JAVA_OPTIONS", options));
  }

  private static int health(ServerProcess server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.address() + "/healthz")).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  /** The launcher's own, so that this fails when it loses them; but for what concerns the log. */
  private static String options() throws IOException {
    Matcher options =
        Pattern.compile("(?m)^java_options='(.*)'$")
            .matcher(Files.readString(Path.of("afterglow")));
    assertTrue(options.find());
    return String.join(
        " ",
        List.of(options.group(1).split(" ")).stream()
            .filter(option -> !option.startsWith("-Xlog"))
            .toList());
  }

  private Path agent() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", HungryAgent.class.getName());
    Path jar = folder.resolve("agent.jar");
    String entry = HungryAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream type = HungryAgent.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      type.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }
}
