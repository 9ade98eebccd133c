package dev.afterglow.gate;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Denial;
import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.Scope;
import dev.afterglow.http.Access;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Caller;
import dev.afterglow.http.Gate;
import dev.afterglow.http.Language;
import dev.afterglow.http.Passage;
import dev.afterglow.http.Visitor;
import dev.afterglow.limits.Admission;
import dev.afterglow.limits.Admission.Refused;
import dev.afterglow.limits.Limits;
import dev.afterglow.limits.ProxyTrust;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the holders of keys pass: first the key has to be valid (401), then there has to be room for
 * the request (429), then the key has to be allowed what the route does (403).
 */
public final class KeyGate implements Gate {
  private final Accounts accounts;
  private final Limits limits;
  private final ProxyTrust proxies;

  public KeyGate(Accounts accounts, Limits limits, ProxyTrust proxies) {
    this.accounts = accounts;
    this.limits = limits;
    this.proxies = proxies;
  }

  @Override
  public Passage admit(Visitor visitor) {
    InetAddress client = proxies.client(visitor.peer(), visitor.forwardedFor());
    return switch (visitor.access()) {
      case OPEN -> {
        room(limits.open(client));
        yield Passage.open();
      }
      case LINK -> Passage.open(); // a player fetches a film in many ranges; the signature decides
      case READ, GENERATE -> withKey(visitor, client);
    };
  }

  private Passage withKey(Visitor visitor, InetAddress client) {
    Key key =
        Bearer.token(visitor.authorization())
            .flatMap(accounts::authenticate)
            .orElseThrow(() -> wrongKey(client));
    try {
      return passage(visitor, client, key);
    } catch (ApiError refusal) {
      throw refusal.readIn(language(key));
    }
  }

  private Passage passage(Visitor visitor, InetAddress client, Key key) {
    Scope scope = key.scope();
    Admission admission = room(limits.request(key.id(), scope.requestsPerMinute(), key.ownerId()));
    key.deniedTo(client).ifPresent(KeyGate::refuse);
    if (visitor.access() == Access.GENERATE && scope.readOnly()) {
      refuse(new Denial.ReadOnly());
    }
    return new Passage(Optional.of(caller(key)), RateFields.of(admission));
  }

  /** The same 401 for everything that can be wrong with a key, until an address tries too often. */
  private ApiError wrongKey(InetAddress client) {
    return limits.wrongKey(client) instanceof Refused refused
        ? RateFields.refusal(refused)
        : ApiError.unauthenticated();
  }

  private static Admission room(Admission admission) {
    if (admission instanceof Refused refused) {
      throw RateFields.refusal(refused);
    }
    return admission;
  }

  private static void refuse(Denial denial) {
    throw switch (denial) {
      case Denial.OwnerDisabled _ -> ApiError.forbidden("gate.denied.owner");
      case Denial.ForeignNetwork foreign ->
          ApiError.forbidden("gate.denied.network", foreign.client().getHostAddress());
      case Denial.ReadOnly _ -> ApiError.forbidden("gate.denied.read-only");
    };
  }

  private static Language language(Key key) {
    return switch (key.owner().language()) {
      case CHINESE -> Language.ZH;
      case ENGLISH -> Language.EN;
    };
  }

  private static Caller caller(Key key) {
    Set<String> models = key.scope().models();
    return new Caller(
        key.ownerId(),
        key.id(),
        Optional.of(language(key)),
        models.isEmpty() ? Optional.empty() : Optional.of(models));
  }
}
