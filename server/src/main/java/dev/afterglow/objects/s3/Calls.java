package dev.afterglow.objects.s3;

import dev.afterglow.objects.StoreHealth;
import dev.afterglow.objects.StoreUnavailable;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells what calls of the SDK come to. A refusal that says something about the object is the
 * caller's to read; everything else is a store that does not work.
 */
record Calls(StoreHealth health) {
  private static final int LONGEST_CAUSE = 200;
  private static final Set<Integer> SAYS_SOMETHING = Set.of(404, 409, 412, 416, 501);

  /** One call of the SDK, which repeats by itself what may be repeated. */
  @FunctionalInterface
  interface Call<T> {
    T make();
  }

  /** The store's answer about an object. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    Refused(int status, String code) {
      super(status + " " + code, null, false, false);
      this.status = status;
      this.code = code;
    }

    int status() {
      return status;
    }

    /** The error's code; empty where the answer had no body. */
    String code() {
      return code;
    }
  }

  <T> T make(String what, Call<T> call) throws Refused, StoreUnavailable, InterruptedIOException {
    try {
      T result = call.make();
      health.works();
      return result;
    } catch (AwsServiceException e) {
      String code = code(e);
      if (SAYS_SOMETHING.contains(e.statusCode()) && !code.equals("NoSuchBucket")) {
        health.works();
        throw new Refused(e.statusCode(), code);
      }
      throw unavailable(what + " was refused with " + e.statusCode() + " " + code);
    } catch (AbortedException _) {
      throw new InterruptedIOException(what + " was interrupted");
    } catch (SdkException e) {
      throw unavailable(what + " got no answer: " + cause(e));
    }
  }

  /** The same where no refusal has a meaning. */
  <T> T need(String what, Call<T> call) throws StoreUnavailable, InterruptedIOException {
    try {
      return make(what, call);
    } catch (Refused e) {
      throw unavailable(what + " was refused with " + e.getMessage());
    }
  }

  StoreUnavailable unavailable(String why) {
    health.fails(why);
    return new StoreUnavailable(why);
  }

  /** Never the message, in which a server may repeat what it was sent. */
  private static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(details -> details.errorCode())
        .filter(code -> code.matches("[A-Za-z0-9.]{1,60}"))
        .orElse("");
  }

  /** The innermost cause is the one that an operator can do something about. */
  private static String cause(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; depth < 10; depth++) {
      Throwable cause = at.getCause();
      if (cause == null) {
        break;
      }
      at = cause;
    }
    String text = (at.getClass().getSimpleName() + ": " + at.getMessage()).replaceAll("\\s+", " ");
    return text.substring(0, Math.min(LONGEST_CAUSE, text.length()));
  }
}
