package dev.afterglow.console;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.KeyUses;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.KeyCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.console.view.KeyForm;
import dev.afterglow.console.view.KeyLine;
import dev.afterglow.console.view.Secret;
import dev.afterglow.engines.Model;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.ConsoleKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * {@code /console/keys}: an owner's API keys. Dialogs are pages of their own, so that they work
 * without a script.
 */
final class KeyRoutes {
  static final String PATH = "/console/keys";

  private static final List<String> OVERLAPS = List.of("0", "60", "1440", "10080");
  private static final Set<String> ENDS = Set.of("", "30", "90", "365");

  private final Door door;
  private final Pages pages;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Acts acts;
  private final ConsoleKeys consoleKeys;
  private final Set<String> hidden;
  private final InstantSource time;

  /**
   * @param hidden ids of keys that are nobody's to handle
   */
  KeyRoutes(
      Door door,
      Pages pages,
      Accounts accounts,
      Ledger ledger,
      Acts acts,
      ConsoleKeys consoleKeys,
      Set<String> hidden,
      InstantSource time) {
    this.door = door;
    this.pages = pages;
    this.accounts = accounts;
    this.ledger = ledger;
    this.acts = acts;
    this.consoleKeys = consoleKeys;
    this.hidden = hidden;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        door.page(PATH, this::list),
        door.form(PATH, this::create),
        door.form(PATH + "/{key}/rotate", this::rotate),
        door.form(PATH + "/{key}/revoke", this::revoke));
  }

  private Answer list(Visitor visitor) {
    String dialog =
        Stream.of("new", "rotate", "revoke")
            .filter(name -> visitor.exchange().query(name).isPresent())
            .findFirst()
            .orElse("");
    String about = dialog.isEmpty() || dialog.equals("new") ? "" : visitor.query(dialog);
    Optional<Key> named = keys(visitor).stream().filter(key -> key.id().equals(about)).findFirst();
    if (!about.isEmpty() && named.isEmpty()) {
      throw ApiError.notFound();
    }
    return show(visitor, 200, dialog, named, fresh(), Optional.empty());
  }

  private Answer show(
      Visitor visitor,
      int status,
      String dialog,
      Optional<Key> about,
      KeyForm form,
      Optional<Secret> secret) {
    boolean all = visitor.exchange().query("all").isPresent();
    Map<String, KeyUses.Use> uses = accounts.uses().last();
    Instant now = time.instant();
    KeySheet sheet = new KeySheet(visitor.reader(), ledger, now);
    List<KeyLine> lines =
        keys(visitor).stream()
            .filter(key -> all || key.validAt(now))
            .map(key -> sheet.line(key, Optional.ofNullable(uses.get(key.id()))))
            .toList();
    Map<String, Object> values = new HashMap<>();
    values.put("keys", lines);
    values.put("all", all);
    values.put("dialog", dialog);
    values.put("aboutId", about.map(Key::id).orElse(""));
    values.put("aboutName", about.map(Key::name).orElse(""));
    values.put("models", Stream.of(Model.values()).map(Model::id).toList());
    values.put("overlaps", OVERLAPS);
    values.put("form", form);
    values.put("secret", secret);
    return pages.show(status, "console/keys", visitor.page(), values);
  }

  /** Newest first, without those that nobody holds. */
  private List<Key> keys(Visitor visitor) {
    Optional<String> own = consoleKeys.find(visitor.ownerId());
    return accounts.keys(visitor.ownerId()).stream()
        .filter(key -> !hidden.contains(key.id()) && !own.equals(Optional.of(key.id())))
        .filter(key -> !(key.name().equals(ConsoleKeys.NAME) && key.revokedAt().isPresent()))
        .sorted(Comparator.comparing(Key::createdAt).reversed())
        .toList();
  }

  private static KeyForm fresh() {
    return new KeyForm(
        "", Stream.of(Model.values()).map(Model::id).toList(), false, "", "", "", "90", "", "", "");
  }

  private Answer create(Visitor visitor, FormBody form) {
    KeyForm filled = filled(form, "");
    Optional<KeyCommand.Create> command = command(visitor, form);
    if (command.isEmpty()) {
      String wrong = visitor.text("console.keys.wrong");
      return show(visitor, 422, "new", Optional.empty(), filled(form, wrong), Optional.empty());
    }
    return switch (acts.execute(visitor, command.get())) {
      case AdminResult.Done(JsonNode result) -> issued(visitor, result, filled.name());
      case Refusal refusal ->
          show(
              visitor,
              422,
              "new",
              Optional.empty(),
              filled(form, RefusalWords.of(refusal, visitor.reader())),
              Optional.empty());
    };
  }

  private Answer issued(Visitor visitor, JsonNode result, String name) {
    String secret = result.path("secret").asString();
    Secret shown = new Secret(name, secret, Samples.tryIt(visitor.page().base(), secret));
    return show(visitor, 200, "", Optional.empty(), fresh(), Optional.of(shown));
  }

  private static KeyForm filled(FormBody form, String wrong) {
    return new KeyForm(
        form.text("name"),
        form.values("models"),
        form.checked("read_only"),
        form.text("day_cap"),
        form.text("total_cap"),
        form.text("networks"),
        form.text("ends"),
        form.text("per_minute"),
        form.text("running"),
        wrong);
  }

  /** The command that a form stands for; empty if a number in it is none. */
  private Optional<KeyCommand.Create> command(Visitor visitor, FormBody form) {
    OptionalLong day = Dollars.parse(form.text("day_cap"));
    OptionalLong total = Dollars.parse(form.text("total_cap"));
    OptionalInt perMinute = whole(form.text("per_minute"));
    OptionalInt running = whole(form.text("running"));
    List<String> models = form.values("models");
    boolean sound =
        day.isPresent() == form.optional("day_cap").isPresent()
            && total.isPresent() == form.optional("total_cap").isPresent()
            && perMinute.isPresent() == form.optional("per_minute").isPresent()
            && running.isPresent() == form.optional("running").isPresent()
            && ENDS.contains(form.text("ends"))
            && !models.isEmpty();
    if (!sound) {
      return Optional.empty();
    }
    boolean every = models.size() == Model.values().length;
    return Optional.of(
        new KeyCommand.Create(
            visitor.ownerId(),
            form.text("name"),
            every ? List.of() : models,
            form.checked("read_only"),
            networks(form.text("networks")),
            day,
            total,
            perMinute,
            running,
            form.optional("ends")
                .map(days -> time.instant().plus(Duration.ofDays(Integer.parseInt(days))))));
  }

  private static List<String> networks(String text) {
    return Arrays.stream(text.split("[\\s,，、]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static OptionalInt whole(String text) {
    return text.matches("[1-9]\\d{0,8}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private Answer rotate(Visitor visitor, FormBody form) {
    Key key = named(visitor);
    String overlap = form.text("overlap");
    if (!OVERLAPS.contains(overlap)) {
      throw ApiError.invalid("pages.form");
    }
    return switch (acts.execute(
        visitor, new KeyCommand.Rotate(key.id(), Integer.parseInt(overlap)))) {
      case AdminResult.Done(JsonNode result) -> issued(visitor, result, key.name());
      case Refusal _ -> throw ApiError.notFound();
    };
  }

  private Answer revoke(Visitor visitor, FormBody form) {
    Key key = named(visitor);
    acts.execute(visitor, new KeyCommand.Revoke(key.id(), form.checked("cancel_tasks")));
    return Pages.seeOther(PATH);
  }

  /** One of the owner's own keys; another's is not there. */
  private Key named(Visitor visitor) {
    List<Key> own = new ArrayList<>(keys(visitor));
    String id = visitor.exchange().variable("key");
    return own.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(ApiError::notFound);
  }
}
