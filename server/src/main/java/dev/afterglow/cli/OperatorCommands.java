package dev.afterglow.cli;

import dev.afterglow.ledger.Usd;
import dev.afterglow.text.Language;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** Adds the operator's commands to the program's command line. */
public final class OperatorCommands {
  private final AdminConnector connector;
  private final Language language;
  private final OperatorTexts texts;
  private final InstantSource clock;

  /**
   * @param language of help and of commands that are not told
   */
  public OperatorCommands(AdminConnector connector, Language language, InstantSource clock) {
    this.connector = connector;
    this.language = language;
    this.texts = OperatorTexts.in(language);
    this.clock = clock;
  }

  /** Adds owner, key, credit, price, code, tasks, webhook, usage, console and doctor to it. */
  public void addTo(CommandLine program) {
    addGroup(
        program,
        "owner",
        new OwnerCommands.Create(connector, options()),
        new OwnerCommands.ListOwners(connector, options()),
        new OwnerCommands.Disable(connector, options()),
        new OwnerCommands.Enable(connector, options()),
        new OwnerCommands.Unlink(connector, options()));
    addGroup(
        program,
        "key",
        new KeyCommands.Create(connector, options(), clock),
        new KeyCommands.ListKeys(connector, options()),
        new KeyCommands.Rotate(connector, options()),
        new KeyCommands.Revoke(connector, options()));
    addGroup(
        program,
        "credit",
        new MoneyCommands.AddCredit(connector, options()),
        new MoneyCommands.ListCredit(connector, options()));
    addGroup(
        program,
        "price",
        new MoneyCommands.ListPrices(connector, options()),
        new MoneyCommands.SetPrice(connector, options()));
    addGroup(
        program,
        "code",
        new MoneyCommands.CreateCodes(connector, options(), clock),
        new MoneyCommands.ListCodes(connector, options()));
    addGroup(
        program,
        "tasks",
        new TaskCommands.ListTasks(connector, options()),
        new TaskCommands.Cancel(connector, options()),
        new TaskCommands.Decide(connector, options()));
    addGroup(
        program,
        "webhook",
        new WebhookCommands.Add(connector, options()),
        new WebhookCommands.ListEndpoints(connector, options()),
        new WebhookCommands.Remove(connector, options()),
        new WebhookCommands.Enable(connector, options()),
        new WebhookCommands.Disable(connector, options()),
        new WebhookCommands.Rotate(connector, options()),
        new WebhookCommands.Test(connector, options()),
        new WebhookCommands.Deliveries(connector, options()),
        new WebhookCommands.Redeliver(connector, options()));
    program.addSubcommand(prepared(new CommandLine(new ConsoleLinkCommand(connector, options()))));
    program.addSubcommand(prepared(new CommandLine(new UsageCommand(connector, options()))));
    program.addSubcommand(prepared(new CommandLine(new DoctorCommand(connector, options()))));
  }

  private void addGroup(CommandLine program, String subject, OperatorCommand... verbs) {
    // before its commands are in it, since what is registered with a group is with all of them
    CommandLine group = prepared(new CommandLine(CommandSpec.create().name(subject)));
    for (OperatorCommand verb : verbs) {
      group.addSubcommand(prepared(new CommandLine(verb)));
    }
    program.addSubcommand(group);
  }

  private CommandLine prepared(CommandLine line) {
    line.setResourceBundle(texts.bundle());
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.registerConverter(Language.class, reader(Language::of, "accepted.language"));
    boolean mayBeNegative = line.getCommandSpec().userObject() instanceof MoneyCommands.AddCredit;
    line.registerConverter(
        Usd.class, reader(Usd::parse, mayBeNegative ? "wrong.change" : "wrong.amount"));
    line.registerConverter(Expiry.class, reader(Expiry::parse, "wrong.time"));
    return line;
  }

  private <T> ITypeConverter<T> reader(Function<String, T> parse, String complaint) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(texts.text(complaint, List.of()));
      }
    };
  }

  private CommonOptions options() {
    return new CommonOptions(language);
  }
}
