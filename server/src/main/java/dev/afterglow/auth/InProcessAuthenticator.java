package dev.afterglow.auth;

import dev.afterglow.accounts.Key;
import dev.afterglow.http.Access;
import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.AccessRequest;
import dev.afterglow.http.Authenticator;
import dev.afterglow.http.Caller;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Lets {@code afterglow generate} into the server of its own process: by a token that lives in the
 * memory of this process alone, only from this machine, and in the name of a key whose secret
 * nobody has. Everybody else is the next one's matter.
 */
public final class InProcessAuthenticator implements Authenticator {
  private static final int TOKEN_BYTES = 32;

  private final Authenticator next;
  private final Caller caller;
  private final String token;

  /**
   * @param next asked about everybody else
   * @param key in whose name the process asks
   */
  public InProcessAuthenticator(Authenticator next, Key key, SecureRandom random) {
    this.next = next;
    this.caller = new Caller(key.ownerId(), key.id(), Optional.empty(), Optional.empty());
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    this.token = "sk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What to send as a bearer token. */
  public String token() {
    return token;
  }

  @Override
  public AccessDecision admit(AccessRequest request) {
    return asksForKey(request.access()) && isOurs(request.peer(), request.authorization())
        ? AccessDecision.of(caller)
        : next.admit(request);
  }

  private static boolean asksForKey(Access access) {
    return switch (access) {
      case READ, GENERATE -> true;
      case OPEN, PROBE, LINK -> false;
    };
  }

  private boolean isOurs(InetAddress peer, List<String> authorization) {
    return peer.isLoopbackAddress()
        && authorization.size() == 1
        && MessageDigest.isEqual(
            authorization.getFirst().getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }
}
