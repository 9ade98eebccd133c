package dev.afterglow.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Database.Work;
import dev.afterglow.sql.Fingerprint;
import dev.afterglow.text.Language;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Owners and their API keys. Safe for use by many threads.
 *
 * <p>Keys are remembered by the hash of their secret. Every change of a key or an owner ends an
 * era, and what was read in an earlier era is read again: so a revoked key is refused from the
 * moment {@link #revoke} returns, even if another thread was just looking it up.
 */
public final class Accounts {
  static final String OWNER_PREFIX = "own_";
  private static final String KEY_PREFIX = "key_";

  /** The name of the owner that an empty database gets. */
  public static final String LOCAL = "local";

  private static final int REMEMBERED = 10_000;
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

  /** Whatever was read in it is read again. */
  private static final long NO_ERA = -1;

  private final Database database;
  private final InstantSource time;
  private final UlidGenerator ids;
  private final Secrets secrets;
  private final AccountRows register = new AccountRows();
  private final KeyUses uses;
  private final AtomicLong era = new AtomicLong();
  private volatile Runnable onChange = () -> {};
  private final Cache<String, Known> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  /** Hashes of secrets that nobody has: a broken script sends the same one again and again. */
  private final Cache<String, Boolean> unknown =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(UNKNOWN_FOR)
          .executor(Runnable::run)
          .build();

  /** A key as it was when this era, or an earlier one, was. */
  private record Known(Key key, long era) {}

  /**
   * @param random unpredictable in production: {@link java.security.SecureRandom}
   */
  public Accounts(Database database, InstantSource time, RandomGenerator random) {
    this.database = database;
    this.time = time;
    this.ids = new UlidGenerator(time, random);
    this.secrets = new Secrets(random);
    this.uses = new KeyUses(database, time);
  }

  /**
   * The key that this secret belongs to, if it is valid now. Empty for everything wrong alike:
   * unknown, malformed, revoked, expired. Only the secret's hash goes into a query. Whether the key
   * is allowed what its bearer wants is the key's own answer.
   */
  public Optional<Key> authenticate(String secret) {
    String hash = Fingerprint.of(secret);
    long now = era.get();
    Known found = known.getIfPresent(hash);
    if (found != null && found.era() == now) {
      return valid(found.key());
    }
    if (found == null && unknown.getIfPresent(hash) != null) {
      return Optional.empty();
    }
    Optional<Key> read = database.read(tx -> register.keyByHash(tx, hash));
    read.ifPresentOrElse(
        key -> known.put(hash, new Known(key, now)), () -> unknown.put(hash, true));
    return read.flatMap(this::valid);
  }

  /**
   * Until when this key may be used: its own end, or for ever. Empty if it may not be used any
   * more, or its owner is shut out.
   */
  public Optional<Instant> usableUntil(String keyId) {
    return database
        .read(tx -> register.keyById(tx, keyId))
        .flatMap(this::valid)
        .filter(key -> !key.owner().disabled())
        .map(key -> key.expiresAt().orElse(Instant.MAX));
  }

  /** Sets what is run after every change of a key or an owner, on the thread that changed it. */
  public void onChange(Runnable action) {
    onChange = action;
  }

  /**
   * Whether {@link #authenticate} knows about this secret already: it was looked up before, or its
   * key was made in this process. Nobody makes the database work by asking again.
   */
  public boolean remembers(String secret) {
    String hash = Fingerprint.of(secret);
    return known.getIfPresent(hash) != null || unknown.getIfPresent(hash) != null;
  }

  private Optional<Key> valid(Key key) {
    return key.validAt(time.instant()) ? Optional.of(key) : Optional.empty();
  }

  /**
   * Makes an owner.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Owner createOwner(NewOwner wanted) {
    return database.write(tx -> createOwner(tx, wanted));
  }

  /** The same, as a part of somebody's transaction. */
  public Owner createOwner(Connection tx, NewOwner wanted) throws SQLException {
    if (register.owner(tx, wanted.name()).isPresent()) {
      throw new IllegalArgumentException(
          "name: '" + wanted.name() + "' (expected: one that no other owner has)");
    }
    Owner owner =
        new Owner(
            ids.next(OWNER_PREFIX), wanted.name(), wanted.email(), false, wanted.language(), now());
    register.add(tx, owner);
    return owner;
  }

  /** All owners, oldest first. */
  public List<Owner> owners() {
    return database.read(register::owners);
  }

  /** The owner with this id or name. */
  public Optional<Owner> owner(String idOrName) {
    return database.read(tx -> owner(tx, idOrName));
  }

  /** The owner with this id or name, as a transaction sees it. */
  public Optional<Owner> owner(Connection tx, String idOrName) throws SQLException {
    return register.owner(tx, idOrName);
  }

  /** Shuts an owner's keys out from the next request on; empty if there is no such owner. */
  public Optional<Owner> disable(String ownerId) {
    return disable(ownerId, true);
  }

  /** Lets a disabled owner in again; empty if there is no such owner. */
  public Optional<Owner> enable(String ownerId) {
    return disable(ownerId, false);
  }

  private Optional<Owner> disable(String ownerId, boolean disabled) {
    return change(tx ->
        register.disable(tx, ownerId, disabled)
            ? register.owner(tx, ownerId)
            : Optional.<Owner>empty());
  }

  /**
   * Makes a key.
   *
   * @throws IllegalArgumentException if there is no such owner
   */
  public IssuedKey createKey(NewKey wanted) {
    return database.write(tx -> createKey(tx, wanted));
  }

  /**
   * Makes a key in the caller's transaction, together with what it may spend, for example.
   *
   * @throws IllegalArgumentException if there is no such owner
   */
  public IssuedKey createKey(Connection tx, NewKey wanted) throws SQLException {
    return createKey(tx, wanted, secrets.next());
  }

  private IssuedKey createKey(Connection tx, NewKey wanted, String secret) throws SQLException {
    Owner owner =
        register
            .owner(tx, wanted.ownerId())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "owner: '" + wanted.ownerId() + "' (expected: an existing owner)"));
    Key key =
        new Key(
            ids.next(KEY_PREFIX),
            owner,
            wanted.name(),
            Secrets.prefix(secret),
            Secrets.lastFour(secret),
            wanted.scope(),
            now(),
            wanted.expiresAt(),
            Optional.empty());
    String hash = Fingerprint.of(secret);
    register.add(tx, key, hash);
    known.put(hash, new Known(key, NO_ERA)); // to be read, as the transaction may yet fail
    unknown.invalidate(hash);
    return new IssuedKey(key, secret);
  }

  /** The key with this id, in whatever state, as this transaction sees it. */
  public Optional<Key> key(Connection tx, String keyId) throws SQLException {
    return register.keyById(tx, keyId);
  }

  /** All keys of all owners, oldest first; ended ones too. */
  public List<Key> keys() {
    return database.read(tx -> register.keys(tx));
  }

  /** All keys of an owner, oldest first; ended ones too. */
  public List<Key> keys(String ownerId) {
    return database.read(tx -> register.keys(tx, ownerId));
  }

  /** Ends a key at once and for good; empty if there is no such key. */
  public Optional<Key> revoke(String keyId) {
    return change(tx -> {
      register.revoke(tx, keyId, now());
      return register.keyById(tx, keyId);
    });
  }

  /**
   * Lets a key end at a moment, unless it ends before, in the caller's transaction. {@link
   * #changed} has to follow it.
   */
  public void endAt(Connection tx, String keyId, Instant end) throws SQLException {
    register.endAt(tx, keyId, end);
  }

  /** Has every key read again: something was changed in another's transaction. */
  public void changed() {
    era.incrementAndGet();
  }

  /** When and from where keys were used. */
  public KeyUses uses() {
    return uses;
  }

  /**
   * On a database without owners, makes the owner {@code local}; otherwise does nothing. Belongs to
   * the caller's transaction, so that the first credit comes with it or not at all.
   */
  public Optional<Owner> firstOwner(Connection tx) throws SQLException {
    if (!register.owners(tx).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(createOwner(tx, new NewOwner(LOCAL, Optional.empty(), Language.ZH)));
  }

  /**
   * Makes a key with a secret that the operator has chosen.
   *
   * @throws IllegalArgumentException if the secret could be guessed or not be sent, or if there is
   *     no such owner
   */
  public IssuedKey createKey(NewKey wanted, String chosen) {
    String secret = Secrets.checked(chosen);
    return database.write(tx -> createKey(tx, wanted, secret));
  }

  private <T> T change(Work<T> work) {
    try {
      return database.write(work);
    } finally {
      era.incrementAndGet(); // also if the outcome is unknown
      onChange.run();
    }
  }

  /** To the millisecond, as the database keeps it. */
  private Instant now() {
    return Instant.ofEpochMilli(time.millis());
  }
}
