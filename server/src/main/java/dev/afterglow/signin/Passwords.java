package dev.afterglow.signin;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Argon2id over passwords (RFC 9106), with the least cost that OWASP's cheat sheet names. */
final class Passwords {
  static final int SHORTEST = 10;
  private static final int LONGEST = 200;

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  /** Each takes 19 MiB and a core for a moment. */
  private static final int AT_ONCE = 2;

  /** What an unknown address is compared with, so that it takes as long as a known one. */
  private static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg"
          + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  static boolean fit(String password) {
    int length = password.codePointCount(0, password.length());
    return length >= SHORTEST && length <= LONGEST;
  }

  /** The hash with its salt and cost, as it is kept. */
  String hash(String password) {
    return inTurn(
        () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(function()).getResult());
  }

  /** Made when it is first needed, since it keeps its memory from then on. */
  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  }

  /** Whether a password fits a hash; never without one. */
  boolean matches(String password, Optional<String> hash) {
    if (!fit(password)) {
      return false;
    }
    boolean right =
        inTurn(() ->
            Password.check(password, hash.orElse(NOBODY))
                .with(Argon2Function.getInstanceFromHash(hash.orElse(NOBODY))));
    return right && hash.isPresent();
  }

  private <T> T inTurn(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
