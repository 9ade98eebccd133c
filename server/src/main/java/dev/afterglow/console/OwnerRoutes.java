package dev.afterglow.console;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.CreditCommand;
import dev.afterglow.admin.OwnerCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.console.view.OwnerLine;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.LinkedPeople;
import dev.afterglow.signin.Logins;
import dev.afterglow.signin.Role;
import dev.afterglow.signin.SignInLinks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@code /console/admin/owners}: who holds keys and a balance, for the operator. */
final class OwnerRoutes {
  static final String PATH = "/console/admin/owners";

  private final Door door;
  private final Pages pages;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Logins logins;
  private final LinkedPeople people;
  private final SignInLinks links;
  private final Acts acts;

  OwnerRoutes(
      Door door,
      Pages pages,
      Accounts accounts,
      Ledger ledger,
      Logins logins,
      LinkedPeople people,
      SignInLinks links,
      Acts acts) {
    this.door = door;
    this.pages = pages;
    this.accounts = accounts;
    this.ledger = ledger;
    this.logins = logins;
    this.people = people;
    this.links = links;
    this.acts = acts;
  }

  List<Route> routes() {
    return List.of(
        door.operatorPage(PATH, this::list),
        door.operatorForm(PATH, this::create),
        door.operatorForm(PATH + "/{owner}/credit", this::credit),
        door.operatorForm(PATH + "/{owner}/role", this::role),
        door.operatorForm(PATH + "/{owner}/link", this::link),
        door.operatorForm(PATH + "/{owner}/unlink", this::unlink),
        door.operatorForm(PATH + "/{owner}/state", this::state));
  }

  private Answer list(Visitor visitor) {
    String dialog =
        Stream.of("new", "edit")
            .filter(name -> visitor.exchange().query(name).isPresent())
            .findFirst()
            .orElse("");
    Optional<Owner> about =
        dialog.equals("edit") ? Optional.of(owner(visitor.query("edit"))) : Optional.empty();
    return show(visitor, 200, dialog, about, "", "");
  }

  private Answer show(
      Visitor visitor,
      int status,
      String dialog,
      Optional<Owner> about,
      String link,
      String wrong) {
    Map<String, Object> values = new HashMap<>();
    values.put("owners", accounts.owners().stream().map(owner -> line(owner, visitor)).toList());
    values.put("dialog", dialog);
    values.put("about", about.map(owner -> line(owner, visitor)));
    values.put("operator", about.filter(one -> logins.role(one) == Role.OPERATOR).isPresent());
    values.put("linked", about.filter(one -> people.linked(one.id())).isPresent());
    values.put("link", link);
    values.put("wrong", wrong);
    return pages.show(status, "console/owners", visitor.page(), values);
  }

  private OwnerLine line(Owner owner, Visitor visitor) {
    Balance balance = ledger.balance(owner.id());
    return new OwnerLine(
        owner.id(),
        owner.name(),
        logins.email(owner.id()).or(owner::email).orElse(""),
        visitor.text("console.role." + logins.role(owner).word()),
        owner.disabled(),
        Dollars.of(balance.availableMicros()),
        Dollars.of(balance.heldMicros()),
        Dollars.of(balance.usedMicros()));
  }

  private Owner owner(String id) {
    return accounts.owner(id).orElseThrow(ApiError::notFound);
  }

  private Owner named(Visitor visitor) {
    return owner(visitor.exchange().variable("owner"));
  }

  private Answer create(Visitor visitor, FormBody form) {
    return done(
        visitor,
        new OwnerCommand.Create(
            form.text("name"), form.optional("email"), form.optional("language")),
        "new",
        Optional.empty());
  }

  private Answer credit(Visitor visitor, FormBody form) {
    Owner owner = named(visitor);
    OptionalLong micros = Dollars.parse(form.text("usd"));
    if (micros.isEmpty()) {
      String wrong = visitor.text("console.refused.value", form.text("usd"));
      return show(visitor, 422, "edit", Optional.of(owner), "", wrong);
    }
    return done(
        visitor,
        new CreditCommand.Add(
            owner.id(), micros.getAsLong(), form.text("reason"), form.optional("reference")),
        "edit",
        Optional.of(owner));
  }

  private Answer done(Visitor visitor, AdminCommand command, String dialog, Optional<Owner> about) {
    return switch (acts.execute(visitor, command)) {
      case AdminResult.Done _ -> Pages.seeOther(PATH);
      case Refusal refusal ->
          show(visitor, 422, dialog, about, "", RefusalWords.of(refusal, visitor.reader()));
    };
  }

  /** Nobody takes the role from himself: a server must keep somebody who can give it. */
  private Answer role(Visitor visitor, FormBody form) {
    Owner owner = named(visitor);
    Role role = form.text("role").equals(Role.OPERATOR.word()) ? Role.OPERATOR : Role.MEMBER;
    if (owner.id().equals(visitor.ownerId())) {
      throw ApiError.forbidden("console.owners.own-role");
    }
    logins.assign(owner, role);
    acts.note(
        visitor,
        "owner.role",
        "{\"owner\":\"" + owner.id() + "\",\"role\":\"" + role.word() + "\"}");
    return Pages.seeOther(PATH);
  }

  private Answer link(Visitor visitor, FormBody form) {
    Owner owner = named(visitor);
    if (owner.disabled()) {
      throw ApiError.notFound();
    }
    String link = visitor.page().base() + links.issue(owner.id(), SignInLinks.INVITATION);
    acts.note(visitor, "console.link", "{\"owner\":\"" + owner.id() + "\"}");
    return show(visitor, 200, "", Optional.of(owner), link, "");
  }

  private Answer unlink(Visitor visitor, FormBody form) {
    Owner owner = named(visitor);
    return done(visitor, new OwnerCommand.Unlink(owner.id()), "edit", Optional.of(owner));
  }

  private Answer state(Visitor visitor, FormBody form) {
    Owner owner = named(visitor);
    if (owner.id().equals(visitor.ownerId())) {
      throw ApiError.forbidden("console.owners.own-role");
    }
    AdminCommand command =
        form.text("state").equals("disabled")
            ? new OwnerCommand.Disable(owner.id(), form.checked("cancel_tasks"))
            : new OwnerCommand.Enable(owner.id());
    return done(visitor, command, "edit", Optional.of(owner));
  }
}
