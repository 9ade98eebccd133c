package dev.afterglow.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.http.Access;
import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.AccessRequest;
import dev.afterglow.http.Caller;
import dev.afterglow.text.Language;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InProcessAuthenticatorTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final Key key =
      new Key(
          "key_1",
          new Owner("own_1", "local", Optional.empty(), false, Language.ZH, NOW),
          "generate",
          "sk-abcd",
          "wxyz",
          Scope.EVERYTHING,
          NOW,
          Optional.empty(),
          Optional.empty());

  /** The next gate lets everybody in as nobody. */
  private final InProcessAuthenticator pass =
      new InProcessAuthenticator(_ -> AccessDecision.open(), key, new SecureRandom());

  @Test
  void wordOpensFromThisMachine() {
    Optional<Caller> caller =
        Optional.of(new Caller("own_1", "key_1", Optional.empty(), Optional.empty()));
    for (Access access : List.of(Access.READ, Access.GENERATE)) {
      assertEquals(caller, admitted(access, HERE, "Bearer " + pass.token()));
      assertEquals(
          caller, admitted(access, InetAddress.ofLiteral("::1"), "Bearer " + pass.token()));
    }
  }

  @Test
  void wordIsNothingFromElsewhere() {
    for (String elsewhere : List.of("192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "fe80::1")) {
      InetAddress peer = InetAddress.ofLiteral(elsewhere);
      assertEquals(Optional.empty(), admitted(Access.READ, peer, "Bearer " + pass.token()));
    }
  }

  @Test
  void whatIsNotTheWordIsTheNextGatesMatter() {
    String word = pass.token();
    for (String other : List.of("", word, "Bearer", "Bearer " + word + "x", "bearer " + word)) {
      assertEquals(Optional.empty(), admitted(Access.READ, HERE, other), other);
    }
    String line = "Bearer " + word;
    assertEquals(Optional.empty(), admitted(Access.READ, HERE, line, line));
    assertEquals(Optional.empty(), admitted(Access.READ, HERE));
    assertEquals(Optional.empty(), admitted(Access.OPEN, HERE, line));
    assertEquals(Optional.empty(), admitted(Access.LINK, HERE, line));
  }

  @Test
  void everyProcessHasAWordOfItsOwn() {
    InProcessAuthenticator other =
        new InProcessAuthenticator(_ -> AccessDecision.open(), key, new SecureRandom());
    assertNotEquals(other.token(), pass.token());
    assertEquals(46, pass.token().length(), "sk- and 256 bits");
  }

  private Optional<Caller> admitted(Access access, InetAddress peer, String... authorization) {
    return pass.admit(
            new AccessRequest(access, List.of(authorization), peer, List.of(), Optional.empty()))
        .caller();
  }
}
