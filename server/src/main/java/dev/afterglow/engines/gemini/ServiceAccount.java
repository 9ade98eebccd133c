package dev.afterglow.engines.gemini;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A service account of Google Cloud, as its key file describes it.
 *
 * @param email who it is
 * @param project which project it belongs to; empty if the file names none
 * @param keyId which of its keys this is
 * @param tokens where tokens are got for signed assertions
 */
public record ServiceAccount(
    String email, String project, String keyId, PrivateKey key, URI tokens) {
  private static final URI GOOGLE = URI.create("https://oauth2.googleapis.com/token");

  /**
   * Reads a key file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no key file of a service account; the text does not
   *     repeat what stands there
   */
  public static ServiceAccount read(Path file) throws IOException {
    return of(Files.readString(file));
  }

  /**
   * Reads the text of a key file.
   *
   * @throws IllegalArgumentException if it is none of a service account
   */
  public static ServiceAccount of(String json) {
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(json);
    } catch (JacksonException _) {
      throw new IllegalArgumentException("a service account's key file is JSON");
    }
    if (!node.path("type").asString("").equals("service_account")) {
      throw new IllegalArgumentException(
          "not a service account's key file (expected: \"type\": \"service_account\")");
    }
    String email = node.path("client_email").asString("");
    if (email.isBlank()) {
      throw new IllegalArgumentException("a service account's key file has a client_email");
    }
    return new ServiceAccount(
        email,
        node.path("project_id").asString(""),
        node.path("private_key_id").asString(""),
        key(node.path("private_key").asString("")),
        tokens(node.path("token_uri").asString(GOOGLE.toString())));
  }

  private static PrivateKey key(String pem) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      byte[] encoded = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      throw new IllegalArgumentException("a service account's private_key is RSA in PKCS #8");
    }
  }

  private static URI tokens(String written) {
    try {
      URI uri = new URI(written);
      if (uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw new IllegalArgumentException("a service account's token_uri is an address");
  }

  @Override
  public String toString() {
    return email;
  }
}
