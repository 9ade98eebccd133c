package dev.afterglow.console;

import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Route;
import dev.afterglow.openid.Arrival;
import dev.afterglow.openid.Handshake;
import dev.afterglow.openid.Identity;
import dev.afterglow.openid.OpenIdClient;
import dev.afterglow.pages.Cookies;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.Identities;
import dev.afterglow.signin.Identities.Match;
import dev.afterglow.signin.Session;
import dev.afterglow.signin.Sessions;
import dev.afterglow.signin.SignInCounters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signing in with an OpenID provider. The browser is sent there with a cookie that nobody else has;
 * it comes back with GET, which changes nothing, and the page that it gets sends on what it brought
 * with POST: cookies that no other site's link or redirect brings along are sent then.
 */
final class OpenIdRoutes {
  static final String START = "/console/openid/start";

  /** Where the provider sends browsers back to. */
  static final String BACK = "/console/openid";

  private static final String COOKIE = "afterglow_openid";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int SECRET_BYTES = 32;
  private static final int LONGEST_ANSWER = 4096;
  private static final int LONGEST_NEXT = 1000;

  /** Each asks the provider and waits for its answer. */
  private static final int AT_ONCE = 16;

  /** A secret, when it was made, and where the browser wanted to go. */
  private static final Pattern BEGUN =
      Pattern.compile("[A-Za-z0-9_-]{43}\\.([0-9]{1,15})\\.([A-Za-z0-9_-]*)");

  private final Door door;
  private final Pages pages;
  private final SignInRoutes signIn;
  private final OpenIdClient client;
  private final Identities identities;
  private final Sessions sessions;
  private final SignInCounters counters;
  private final Acts acts;
  private final InstantSource time;
  private final RandomGenerator random;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /**
   * @param random unpredictable in production
   */
  OpenIdRoutes(
      Door door,
      Pages pages,
      SignInRoutes signIn,
      OpenIdClient client,
      Identities identities,
      Sessions sessions,
      SignInCounters counters,
      Acts acts,
      InstantSource time,
      RandomGenerator random) {
    this.door = door;
    this.pages = pages;
    this.signIn = signIn;
    this.client = client;
    this.identities = identities;
    this.sessions = sessions;
    this.counters = counters;
    this.acts = acts;
    this.time = time;
    this.random = random;
  }

  List<Route> routes() {
    return List.of(
        door.open(START, this::start), door.open(BACK, this::back), door.openForm(BACK, this::end));
  }

  private Answer start(Exchange exchange) {
    String secret = secret(exchange.query("next").orElse(""));
    Optional<String> address =
        inTurn(() -> client.authorization(new Handshake(secret), redirect(exchange)));
    return address.isEmpty()
        ? refused(exchange, 503, "console.openid.unreachable")
        : Pages.seeOther(address.get())
            .with(Cookies.set(cookie(exchange), secret, LONGEST, Door.secure(exchange)));
  }

  private String secret(String next) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String wish = next.length() > LONGEST_NEXT ? "" : next;
    return base64.encodeToString(bytes)
        + "."
        + time.millis()
        + "."
        + base64.encodeToString(wish.getBytes(StandardCharsets.UTF_8));
  }

  /** Shows what came back, and changes nothing: the page's script sends it on at once. */
  private Answer back(Exchange exchange) {
    String code = exchange.query("code").orElse("");
    String state = exchange.query("state").orElse("");
    if (code.isEmpty() || state.isEmpty() || code.length() + state.length() > LONGEST_ANSWER) {
      return refused(exchange, 403, "console.openid.refused");
    }
    return pages.show(
        "console/openid",
        pages.page(exchange, Optional.empty()),
        Map.of("code", code, "state", state, "issuer", exchange.query("iss").orElse("")));
  }

  private Answer end(Exchange exchange, FormBody form) {
    Optional<String> secret = Cookies.value(exchange, cookie(exchange)).filter(this::isFresh);
    if (secret.isEmpty() || !new Handshake(secret.get()).began(form.text("state"))) {
      return refused(exchange, 403, "console.openid.lost");
    }
    Optional<Arrival> arrival =
        inTurn(() ->
            Optional.of(
                client.arrival(
                    new Handshake(secret.get()),
                    form.verbatim("code"),
                    form.optional("issuer"),
                    redirect(exchange))));
    Answer answer =
        arrival.isEmpty()
            ? refused(exchange, 503, "console.openid.unreachable")
            : switch (arrival.get()) {
              case Arrival.Known(Identity identity) ->
                  matched(exchange, identity, next(secret.get()));
              case Arrival.Refused(boolean unreachable) ->
                  unreachable
                      ? refused(exchange, 503, "console.openid.unreachable")
                      : refused(exchange, 403, "console.openid.refused");
            };
    return answer.with(Cookies.clear(cookie(exchange), Door.secure(exchange)));
  }

  private Answer matched(Exchange exchange, Identity identity, String next) {
    Match match =
        identities.match(
            identity.issuer(),
            identity.subject(),
            identity.email(),
            pages.reader(exchange).language());
    return switch (match) {
      case Match.Unverified _ -> refused(exchange, 403, "console.openid.unverified");
      case Match.Stranger _ -> refused(exchange, 403, "console.openid.stranger");
      case Match.Found(String ownerId, boolean fresh) -> {
        if (fresh) {
          acts.noteSignUp(ownerId, identity.issuer());
        }
        Optional<Session> session = sessions.begin(ownerId);
        if (session.isEmpty()) {
          yield refused(exchange, 403, "console.openid.stranger");
        }
        counters.count(SignInCounters.Way.OPENID);
        yield door.begun(exchange, session.get(), next);
      }
    };
  }

  private Answer refused(Exchange exchange, int status, String key) {
    counters.count(SignInCounters.Way.REFUSED);
    return signIn.form(exchange, status, "", "", pages.reader(exchange).text(key));
  }

  /** What asks the provider, if there is room for it; else as if it could not be reached. */
  private <T> Optional<T> inTurn(Supplier<Optional<T>> work) {
    if (!turns.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private boolean isFresh(String secret) {
    Matcher parts = BEGUN.matcher(secret);
    Instant now = time.instant();
    return parts.matches()
        && !Instant.ofEpochMilli(Long.parseLong(parts.group(1))).plus(LONGEST).isBefore(now);
  }

  private static String next(String secret) {
    String text = secret.substring(secret.lastIndexOf('.') + 1);
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static String redirect(Exchange exchange) {
    return exchange.baseUrl() + BACK;
  }

  /** The prefix binds the cookie to this host and to TLS wherever there is TLS. */
  private static String cookie(Exchange exchange) {
    return Door.secure(exchange) ? "__Host-" + COOKIE : COOKIE;
  }
}
