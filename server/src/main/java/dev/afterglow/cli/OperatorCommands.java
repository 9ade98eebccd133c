package dev.afterglow.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** Adds the operator's commands to the program's command line. */
public final class OperatorCommands {
  private final Desk desk;
  private final String language;
  private final Texts texts;
  private final InstantSource clock;

  /**
   * @param language {@code zh} or {@code en}, of help and of commands that are not told
   */
  public OperatorCommands(Desk desk, String language, InstantSource clock) {
    this.desk = desk;
    this.language = language;
    this.texts = Texts.in(language);
    this.clock = clock;
  }

  /** Adds owner, key, credit, price, code, tasks and doctor to this command. */
  public void addTo(CommandLine program) {
    addGroup(
        program,
        "owner",
        new OwnerCommands.Create(desk, options()),
        new OwnerCommands.List(desk, options()),
        new OwnerCommands.Disable(desk, options()),
        new OwnerCommands.Enable(desk, options()));
    addGroup(
        program,
        "key",
        new KeyCommands.Create(desk, options(), clock),
        new KeyCommands.List(desk, options()),
        new KeyCommands.Revoke(desk, options()));
    addGroup(
        program,
        "credit",
        new MoneyCommands.AddCredit(desk, options()),
        new MoneyCommands.ListCredit(desk, options()));
    addGroup(
        program,
        "price",
        new MoneyCommands.ListPrices(desk, options()),
        new MoneyCommands.SetPrice(desk, options()));
    addGroup(
        program,
        "code",
        new MoneyCommands.CreateCodes(desk, options(), clock),
        new MoneyCommands.ListCodes(desk, options()));
    addGroup(program, "tasks", new BooksCommands.Tasks(desk, options()));
    program.addSubcommand(prepared(new CommandLine(new BooksCommands.Examine(desk, options()))));
  }

  private void addGroup(CommandLine program, String subject, OrderCommand... verbs) {
    CommandLine group = new CommandLine(CommandSpec.create().name(subject));
    for (OrderCommand verb : verbs) {
      group.addSubcommand(prepared(new CommandLine(verb)));
    }
    program.addSubcommand(prepared(group));
  }

  private CommandLine prepared(CommandLine line) {
    line.setResourceBundle(texts.bundle());
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.registerConverter(Usd.class, reader(Usd::parse, "wrong.amount"));
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
