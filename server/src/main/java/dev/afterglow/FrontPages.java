package dev.afterglow;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.AdminService;
import dev.afterglow.admin.AuditLog;
import dev.afterglow.admin.AuditedAdminService;
import dev.afterglow.admin.handlers.ConsoleCommandHandler;
import dev.afterglow.api.GenerateBody;
import dev.afterglow.api.openai.OpenAiRoutes;
import dev.afterglow.api.openai.WebhookRoutes;
import dev.afterglow.api.openapi.OpenApiDocument;
import dev.afterglow.api.sora.SoraRoutes;
import dev.afterglow.api.sora.UploadRoutes;
import dev.afterglow.auth.ApiKeyAuthenticator;
import dev.afterglow.config.Description;
import dev.afterglow.config.Environment;
import dev.afterglow.config.InForce;
import dev.afterglow.config.Secret;
import dev.afterglow.config.Settings;
import dev.afterglow.console.Console;
import dev.afterglow.docs.Docs;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.Route;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.lifecycle.Closer;
import dev.afterglow.net.Authorities;
import dev.afterglow.net.Resolver;
import dev.afterglow.openid.Issuer;
import dev.afterglow.openid.OpenIdClient;
import dev.afterglow.openid.Registration;
import dev.afterglow.pages.Assets;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.ConsoleKeys;
import dev.afterglow.signin.Identities;
import dev.afterglow.signin.LinkedPeople;
import dev.afterglow.signin.Logins;
import dev.afterglow.signin.Sessions;
import dev.afterglow.signin.SignInCounters;
import dev.afterglow.signin.SignInDelay;
import dev.afterglow.signin.SignInLinks;
import dev.afterglow.sql.Database;
import dev.afterglow.text.Messages;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** What people see of a server, and how they get in: home page, console, links that sign in. */
final class FrontPages {
  private final Database database;
  private final Accounts accounts;
  private final Settings settings;
  private final Environment around;
  private final IntSupplier port;
  private final SignInLinks links;
  private final AuditLog audit;
  private final SignInCounters counters = new SignInCounters();

  /**
   * @param port where the server listens, once it does
   */
  FrontPages(
      Database database,
      Accounts accounts,
      Settings settings,
      Environment around,
      IntSupplier port) {
    this.database = database;
    this.accounts = accounts;
    this.settings = settings;
    this.around = around;
    this.port = port;
    this.links = new SignInLinks(database, around.time(), around.random());
    this.audit = audit(database, around);
  }

  /** The texts of every route, for programs and for people. */
  static Messages messages() {
    return HttpTexts.load(
        ApiKeyAuthenticator.MESSAGES,
        GenerateBody.MESSAGES,
        TaskWatch.MESSAGES,
        SoraRoutes.MESSAGES,
        UploadRoutes.MESSAGES,
        OpenAiRoutes.MESSAGES,
        WebhookRoutes.MESSAGES,
        Pages.MESSAGES,
        Console.MESSAGES,
        Docs.MESSAGES);
  }

  /** Who did what. */
  static AuditLog audit(Database database, Environment around) {
    return new AuditLog(database, around.time(), new UlidGenerator(around.time(), around.random()));
  }

  /** How people have come in. */
  SignInCounters counters() {
    return counters;
  }

  /** Makes links for the command line. */
  ConsoleCommandHandler commands() {
    return new ConsoleCommandHandler(
        accounts, links, () -> Optional.of(base(settings.listen(), port)));
  }

  /** The same service for the command line, with every act written down. */
  AdminService audited(AdminService service) {
    return new AuditedAdminService(service, audit, AuditLog.COMMAND_LINE);
  }

  /** A link that signs the first owner in, once. */
  String firstLink(String ownerId) {
    return base(settings.listen(), port) + links.issue(ownerId, SignInLinks.FIRST);
  }

  /** How a browser on this machine gets here: the public address, or else its own. */
  static String base(Settings.Listen listen, IntSupplier port) {
    String host = listen.host();
    String name =
        switch (host) {
          case "0.0.0.0", "::" -> "127.0.0.1";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return listen
        .publicUrl()
        .map(URI::toString)
        .orElseGet(() -> "http://" + name + ":" + port.getAsInt());
  }

  /**
   * The routes of all pages.
   *
   * @param resolver looks up where the OpenID provider is
   * @param opened takes what is to be closed with the server
   */
  List<Route> routes(
      Messages messages,
      AdminService admin,
      Console.Money money,
      Console.Films films,
      Console.Engines engines,
      Resolver resolver,
      Closer opened)
      throws IOException {
    Logins logins = new Logins(database);
    Optional<Console.Provider> provider = Optional.empty();
    if (settings.openId().isPresent()) {
      provider = Optional.of(provider(settings.openId().get(), resolver, opened));
    }
    Console.Entrance entrance =
        new Console.Entrance(
            new Sessions(
                database,
                accounts,
                logins,
                around.time(),
                around.random(),
                settings.console().sessionLife(),
                settings.console().sessionIdle()),
            links,
            logins,
            new LinkedPeople(database),
            new SignInDelay(around.nanoTime()),
            new ConsoleKeys(database, accounts, around.time()),
            counters,
            provider);
    Console.Parts parts =
        new Console.Parts(
            accounts,
            admin,
            audit,
            money,
            films,
            engines,
            settings.inForce().stream().map(FrontPages::setting).toList(),
            around.release(),
            around.time(),
            around.nanoTime(),
            around.random());
    Pages pages = new Pages(new Assets(), messages);
    List<Route> routes = new ArrayList<>(Console.routes(pages, entrance, parts));
    Docs.Facts facts =
        new Docs.Facts(
            () -> OpenApiDocument.load().tree(), Description::table, Description::engineTable);
    routes.addAll(Docs.routes(pages, messages, facts));
    return List.copyOf(routes);
  }

  private Console.Provider provider(Settings.OpenId chosen, Resolver resolver, Closer opened)
      throws IOException {
    Authorities trusted =
        chosen.caFile().isPresent()
            ? Authorities.with(chosen.caFile().get())
            : Authorities.platform();
    OpenIdClient client =
        opened.add(
            new OpenIdClient(
                new Registration(
                    chosen.issuer(), chosen.clientId(), chosen.secret().map(Secret::value)),
                new Issuer(chosen.issuer(), resolver, trusted, around.release()),
                around.time()));
    return new Console.Provider(
        chosen.name(),
        client,
        new Identities(database, accounts, chosen.domains(), chosen.signUp()));
  }

  private static Console.Setting setting(InForce one) {
    return new Console.Setting(
        one.name(),
        one.value(),
        one.place(),
        one.standard(),
        language -> one.meaning(language).orElse(""));
  }
}
