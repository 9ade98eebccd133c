package dev.afterglow.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that all secrets of endpoints follow from: 32 random bytes in a file beside the database.
 * So no secret is kept anywhere, and who reads a database or a copy of it can sign nothing.
 */
public final class SigningKey {
  private static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  private SigningKey(byte[] key) {
    this.key = key;
  }

  /**
   * Reads the key file, or creates it, readable by its owner alone.
   *
   * @throws UnusableSigningKey if the file holds no key, or a short one
   */
  public static SigningKey open(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      byte[] fresh = new byte[KEY_BYTES];
      random.nextBytes(fresh);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(fresh) + '\n';
      DurableFiles.replace(file, text.getBytes(US_ASCII));
    }
    return new SigningKey(read(file));
  }

  private static byte[] read(Path file) throws IOException {
    try {
      byte[] key = Base64.getUrlDecoder().decode(Files.readString(file, US_ASCII).strip());
      if (key.length < KEY_BYTES) {
        throw new UnusableSigningKey();
      }
      return key;
    } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException _) {
      throw new UnusableSigningKey();
    }
  }

  /** The secret of this version of an endpoint. */
  Secret secret(String endpointId, int version) {
    return new Secret(hmac(key, (endpointId + ":" + version).getBytes(UTF_8)));
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }
}
