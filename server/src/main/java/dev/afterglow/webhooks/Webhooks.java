package dev.afterglow.webhooks;

import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.net.GuardedClient;
import dev.afterglow.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What owners and operators do about webhooks. Everything takes an owner, and what is another
 * owner's does not exist.
 */
public final class Webhooks {
  /** How long a secret goes on signing beside the next one, where its owner wants that. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  /** The longest address that is taken, in characters. */
  public static final int LONGEST_URL = 2048;

  private static final String CALLBACK = "/callback";
  private static final int MOST_SAMPLES = 32;

  private final Database database;
  private final GuardedClient client;
  private final Sender sender;
  private final SigningKey key;
  private final int endpointsPerOwner;
  private final InstantSource time;
  private final UlidGenerator ids;
  private final Runnable newWork;

  /** The owners whose samples are on their way: one of each at once. */
  private final Set<String> samples = ConcurrentHashMap.newKeySet();

  private final EndpointRows endpoints = new EndpointRows();
  private final DeliveryRows deliveries = new DeliveryRows();

  /**
   * @param client judges addresses, and sends samples, by the policy that messages are sent under
   * @param newWork called when something is to be sent at once
   */
  public Webhooks(
      Database database,
      GuardedClient client,
      Sender sender,
      SigningKey key,
      int endpointsPerOwner,
      InstantSource time,
      UlidGenerator ids,
      Runnable newWork) {
    this.database = database;
    this.client = client;
    this.sender = sender;
    this.key = key;
    this.endpointsPerOwner = endpointsPerOwner;
    this.time = time;
    this.ids = ids;
    this.newWork = newWork;
  }

  /** What became of a request to create or change an endpoint. */
  public sealed interface Registered {
    /**
     * There is a new secret.
     *
     * @param secret what its messages are signed with, told this once
     */
    record Issued(Endpoint endpoint, String secret) implements Registered {
      /** Without the secret. */
      @Override
      public String toString() {
        return "Issued[" + endpoint + "]";
      }
    }

    /** It is as was wanted. */
    record Changed(Endpoint endpoint) implements Registered {}

    /** The owner has as many as may be. */
    record TooMany(int most) implements Registered {}

    /** No messages may go to this address. */
    record BadUrl() implements Registered {}

    /** The owner has no such endpoint. */
    record NotFound() implements Registered {}
  }

  /** What became of a sample that was sent to an endpoint. */
  public sealed interface Tested {
    /** The endpoint answered, well or badly. */
    record Answered(int status) implements Tested {}

    /** It did not. */
    record Silent(Delivery.Fault fault) implements Tested {}

    /** Another sample of the owner's is on its way, or too many of all owners' are. */
    record Busy() implements Tested {}

    /** The owner has no such endpoint. */
    record NotFound() implements Tested {}
  }

  /** What became of a request to send a message once more. */
  public sealed interface Queued {
    /** It is sent as soon as may be. */
    record Waiting(Delivery delivery) implements Queued {}

    /** Its endpoint gets no messages, or is no more. */
    record Disabled() implements Queued {}

    /** The owner has no such endpoint or delivery. */
    record NotFound() implements Queued {}
  }

  /**
   * What is to be otherwise; what is empty stays.
   *
   * @param enabled true also ends whatever disabled it
   */
  public record Change(
      Optional<String> name,
      Optional<String> url,
      Optional<Set<EventType>> events,
      Optional<Boolean> enabled) {
    /** Whether it gets messages, and nothing else. */
    public static Change enabled(boolean whether) {
      return new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(whether));
    }
  }

  /** Makes an endpoint: {@link Registered.Issued}, {@code TooMany} or {@code BadUrl}. */
  public Registered create(String ownerId, String name, String url, Set<EventType> events) {
    Optional<String> address = address(url);
    if (address.isEmpty()) {
      return new Registered.BadUrl();
    }
    Endpoint endpoint =
        new Endpoint(
            ownerId,
            ids.next(Endpoint.PREFIX),
            new Endpoint.Subscription(name, address.get(), events),
            Endpoint.Signing.FIRST,
            now(),
            now(),
            Optional.empty(),
            Optional.empty());
    return database.write(tx -> {
      if (endpoints.of(tx, ownerId).size() >= endpointsPerOwner) {
        return new Registered.TooMany(endpointsPerOwner);
      }
      endpoints.add(tx, endpoint);
      return issued(endpoint);
    });
  }

  /** The owner's endpoints, oldest first. */
  public List<Endpoint> list(String ownerId) {
    return database.read(tx -> endpoints.of(tx, ownerId));
  }

  /** The owner's endpoint with this id. */
  public Optional<Endpoint> find(String ownerId, String id) {
    return database.read(tx -> endpoints.find(tx, ownerId, id));
  }

  /** Changes an endpoint: {@link Registered.Changed}, {@code BadUrl} or {@code NotFound}. */
  public Registered change(String ownerId, String id, Change change) {
    Optional<String> address = change.url().flatMap(this::address);
    if (change.url().isPresent() && address.isEmpty()) {
      return find(ownerId, id).isPresent() ? new Registered.BadUrl() : new Registered.NotFound();
    }
    return database.write(tx -> {
      Optional<Endpoint> found = endpoints.find(tx, ownerId, id);
      if (found.isEmpty()) {
        return new Registered.NotFound();
      }
      Endpoint.Subscription present = found.get().wanted();
      Endpoint changed =
          found
              .get()
              .with(
                  new Endpoint.Subscription(
                      change.name().orElse(present.name()),
                      address.orElse(present.url()),
                      change.events().orElse(present.events())),
                  now());
      if (change.enabled().isPresent()) {
        changed =
            change.enabled().get()
                ? changed.enabled()
                : changed.disabled(now(), Endpoint.Reason.OWNER);
      }
      endpoints.update(tx, changed);
      if (changed.disabled().isPresent()) {
        deliveries.dropAll(tx, ownerId, id, now());
      }
      return new Registered.Changed(changed);
    });
  }

  /** Deletes an endpoint, and drops what waits for it; false if there is none. */
  public boolean delete(String ownerId, String id) {
    return database.write(tx -> {
      deliveries.dropAll(tx, ownerId, id, now());
      return endpoints.delete(tx, ownerId, id);
    });
  }

  /**
   * Gives an endpoint its next secret: {@link Registered.Issued} or {@code NotFound}.
   *
   * @param overlap whether the present one signs as well for {@link #OVERLAP}
   */
  public Registered rotate(String ownerId, String id, boolean overlap) {
    return database.write(tx -> {
      Optional<Endpoint> found = endpoints.find(tx, ownerId, id);
      if (found.isEmpty()) {
        return new Registered.NotFound();
      }
      Optional<Instant> until = overlap ? Optional.of(now().plus(OVERLAP)) : Optional.empty();
      Endpoint rotated = found.get().rotated(until, now());
      endpoints.update(tx, rotated);
      return issued(rotated);
    });
  }

  /**
   * Sends an endpoint an event that has not happened, and waits for what it answers. It may be
   * disabled. Nothing of this is kept.
   */
  public Tested test(String ownerId, String id, EventType type) {
    Optional<Endpoint> endpoint = find(ownerId, id);
    if (endpoint.isEmpty()) {
      return new Tested.NotFound();
    }
    if (samples.size() >= MOST_SAMPLES || !samples.add(ownerId)) {
      return new Tested.Busy();
    }
    try {
      Delivery.Last came = sender.sample(endpoint.get(), type, ids.next("")).last();
      return came.status().isPresent()
          ? new Tested.Answered(came.status().getAsInt())
          : new Tested.Silent(came.fault().orElse(Delivery.Fault.NO_ANSWER));
    } finally {
      samples.remove(ownerId);
    }
  }

  /** What became of messages, and of which they are. */
  public List<Delivery> deliveries(String ownerId, DeliveryQuery query) {
    return database.read(tx -> deliveries.page(tx, ownerId, query));
  }

  /** The owner's delivery with this id. */
  public Optional<Delivery> delivery(String ownerId, String id) {
    return database.read(tx -> deliveries.find(tx, ownerId, id));
  }

  /** Sends a message once more, under the same id, whatever became of it. */
  public Queued redeliver(String ownerId, String id) {
    return queued(
        database.write(tx -> {
          Optional<Delivery> found = deliveries.find(tx, ownerId, id);
          if (found.isEmpty()) {
            return new Queued.NotFound();
          }
          if (!isWanted(tx, found.get())) {
            return new Queued.Disabled();
          }
          deliveries.renew(tx, found.get(), now());
          return new Queued.Waiting(deliveries.find(tx, ownerId, id).orElseThrow());
        }));
  }

  /**
   * The address that a request's own {@code webhook} stands for: the one given with {@code
   * /callback} behind its path. Empty if no messages may go there.
   */
  public Optional<String> callback(String given) {
    return address(given)
        .map(base -> {
          int query = base.indexOf('?');
          String path = query < 0 ? base : base.substring(0, query);
          String rest = query < 0 ? "" : base.substring(query);
          return path.replaceFirst("/+$", "") + CALLBACK + rest;
        });
  }

  private boolean isWanted(Connection tx, Delivery delivery) throws SQLException {
    return delivery.callback().isPresent()
        || endpoints
            .find(tx, delivery.ownerId(), delivery.target())
            .filter(endpoint -> endpoint.disabled().isEmpty())
            .isPresent();
  }

  private Optional<String> address(String url) {
    return url.length() > LONGEST_URL ? Optional.empty() : client.permitted(url);
  }

  private Registered.Issued issued(Endpoint endpoint) {
    return new Registered.Issued(
        endpoint, key.secret(endpoint.id(), endpoint.signing().version()).text());
  }

  /** The secret's last characters, by which people tell it from others. */
  public String hint(Endpoint endpoint) {
    return key.secret(endpoint.id(), endpoint.signing().version()).hint();
  }

  private Queued queued(Queued outcome) {
    if (outcome instanceof Queued.Waiting) {
      newWork.run();
    }
    return outcome;
  }

  /** To the millisecond, as the database keeps it. */
  private Instant now() {
    return Instant.ofEpochMilli(time.millis());
  }
}
