package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private authority and a server's certificate of its own, made with keytool. */
record Certificates(Path store, Path pem) {
  private static final String PASSWORD = "changeit";

  /**
   * @param name what the certificate is for, such as {@code dns:gpu.lan} or {@code ip:127.0.0.1}
   */
  static Certificates make(Path folder, String name) throws IOException, InterruptedException {
    Path store = folder.resolve("server.p12");
    Path pem = folder.resolve("authority.pem");
    List<String> pair = List.of("-genkeypair", "-keyalg", "EC");
    keytool(store, pair, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
    keytool(
        store,
        pair,
        "-alias",
        "server",
        "-dname",
        "CN=test",
        "-ext",
        "san=" + name,
        "-signer",
        "authority");
    keytool(store, List.of("-exportcert", "-rfc"), "-alias", "authority", "-file", pem.toString());
    return new Certificates(store, pem);
  }

  ServerSocketFactory server() throws GeneralSecurityException, IOException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static void keytool(Path store, List<String> order, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(order);
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
