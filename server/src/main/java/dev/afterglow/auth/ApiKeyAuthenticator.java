package dev.afterglow.auth;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Denial;
import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.Scope;
import dev.afterglow.auth.Admission.Refused;
import dev.afterglow.http.Access;
import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.AccessRequest;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Authenticator;
import dev.afterglow.http.Caller;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the holders of keys pass: first the key has to be valid (401), then there has to be room for
 * the request (429), then the key has to be allowed what the route does (403).
 */
public final class ApiKeyAuthenticator implements Authenticator {
  /** Where its texts are. */
  public static final String MESSAGES = "/dev/afterglow/auth/messages";

  private final Accounts accounts;
  private final RateLimiter limits;
  private final ProxyTrust proxies;

  public ApiKeyAuthenticator(Accounts accounts, RateLimiter limits, ProxyTrust proxies) {
    this.accounts = accounts;
    this.limits = limits;
    this.proxies = proxies;
  }

  @Override
  public AccessDecision admit(AccessRequest request) {
    InetAddress client = proxies.client(request.peer(), request.forwardedFor());
    return switch (request.access()) {
      case OPEN -> {
        room(limits.open(client));
        yield anonymous(client);
      }
      case PROBE -> {
        room(limits.probe(client));
        yield anonymous(client);
      }
      case LINK ->
          anonymous(client); // a player fetches a film in many ranges; the signature decides
      case READ, GENERATE -> withKey(request, client);
    };
  }

  private static AccessDecision anonymous(InetAddress client) {
    return new AccessDecision(Optional.empty(), List.of(), RateLimiter.subject(client));
  }

  private AccessDecision withKey(AccessRequest request, InetAddress client) {
    String secret =
        BearerToken.token(request.authorization())
            .orElseThrow(
                () -> wrongKey(client, ApiError.unauthenticated(BearerToken.missing(request))));
    Key key =
        authenticate(secret, client)
            .orElseThrow(() -> wrongKey(client, ApiError.unauthenticated()));
    try {
      return decision(request, client, key);
    } catch (ApiError refusal) {
      throw refusal.readIn(key.owner().language());
    }
  }

  /** A secret that nobody has shown yet costs a query, so that these are limited before. */
  private Optional<Key> authenticate(String secret, InetAddress client) {
    if (!accounts.remembers(secret)) {
      room(limits.lookup(client));
    }
    return accounts.authenticate(secret);
  }

  private AccessDecision decision(AccessRequest request, InetAddress client, Key key) {
    Scope scope = key.scope();
    Admission admission = room(limits.request(key.id(), scope.requestsPerMinute(), key.ownerId()));
    key.deniedTo(client).ifPresent(ApiKeyAuthenticator::refuse);
    if (request.access() == Access.GENERATE && scope.readOnly()) {
      refuse(new Denial.ReadOnly());
    }
    accounts.uses().used(key.id(), client);
    return new AccessDecision(
        Optional.of(caller(key)), RateFields.of(admission), RateLimiter.subject(client));
  }

  /** What is told of a wrong or missing key, until an address tries too often. */
  private ApiError wrongKey(InetAddress client, ApiError unauthenticated) {
    return limits.wrongKey(client) instanceof Refused refused
        ? RateFields.refusal(refused)
        : unauthenticated;
  }

  private static Admission room(Admission admission) {
    if (admission instanceof Refused refused) {
      throw RateFields.refusal(refused);
    }
    return admission;
  }

  private static void refuse(Denial denial) {
    throw switch (denial) {
      case Denial.OwnerDisabled _ -> ApiError.forbidden("auth.denied.owner");
      case Denial.ForeignNetwork foreign ->
          ApiError.forbidden("auth.denied.network", foreign.client().getHostAddress());
      case Denial.ReadOnly _ -> ApiError.forbidden("auth.denied.read-only");
    };
  }

  private static Caller caller(Key key) {
    Set<String> models = key.scope().models();
    return new Caller(
        key.ownerId(),
        key.id(),
        Optional.of(key.owner().language()),
        models.isEmpty() ? Optional.empty() : Optional.of(models));
  }
}
