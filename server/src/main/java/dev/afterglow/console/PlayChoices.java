package dev.afterglow.console;

import dev.afterglow.console.view.PlayForm;
import dev.afterglow.console.view.PlayForm.Choice;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.ledger.Price;
import dev.afterglow.ledger.Prices;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Reader;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may be chosen for a film, what goes together, and what it costs. */
final class PlayChoices {
  static final String LANDSCAPE = "16:9";
  static final String PORTRAIT = "9:16";

  private final Prices prices;
  private final Router router;

  PlayChoices(Prices prices, Router router) {
    this.prices = prices;
    this.router = router;
  }

  /** How a film may be made of another one. */
  enum Way {
    /** The same with other words. */
    REMIX,
    /** Going on from its last frame. */
    EXTEND;

    /** The word in forms and addresses. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A film that another one is made of.
   *
   * @param seconds how long it is
   */
  record Source(Way way, Task task, int seconds) {}

  /** Everything that a film's form says; always something that is sold. */
  record Chosen(String prompt, Model model, VideoFormat format, Optional<Source> source) {
    String ratio() {
      return format.orientation() == Orientation.PORTRAIT ? PORTRAIT : LANDSCAPE;
    }

    Samples.Order order() {
      return new Samples.Order(
          model.id(), prompt, format.seconds(), format.resolution().id(), ratio());
    }
  }

  /** Where nothing has been chosen yet. */
  static Chosen fresh(String prompt) {
    return new Chosen(
        prompt,
        Model.SORA_2,
        new VideoFormat(Resolution.P720, Orientation.LANDSCAPE, VideoFormat.SECONDS.getFirst()),
        Optional.empty());
  }

  /** What a task was asked for. */
  static Chosen of(Task task, String prompt) {
    return new Chosen(prompt, task.model(), task.format(), Optional.empty());
  }

  /** What is made of another film: only its words are free, and the length of what is added. */
  static Chosen of(Source source, String prompt, int seconds) {
    VideoFormat format = source.task().format();
    int length = source.way() == Way.REMIX ? format.seconds() : seconds;
    return new Chosen(
        prompt,
        source.task().model(),
        new VideoFormat(format.resolution(), format.orientation(), length),
        Optional.of(source));
  }

  /** The length that a form says, or else the shortest. */
  static int seconds(FormBody form) {
    return VideoFormat.SECONDS.stream()
        .filter(length -> Integer.toString(length).equals(form.text("duration")))
        .findFirst()
        .orElse(VideoFormat.SECONDS.getFirst());
  }

  /** The words of a form. */
  static String prompt(FormBody form) {
    return form.verbatim("prompt").replace("\r\n", "\n");
  }

  /** What a form says; what the model is not sold in becomes the nearest that it is. */
  static Chosen of(FormBody form) {
    Model model = Model.of(form.text("model")).orElse(Model.SORA_2);
    Resolution resolution =
        model.resolution(form.text("resolution")).orElse(model.resolutions().getFirst());
    Orientation held =
        form.text("aspect_ratio").equals(PORTRAIT) ? Orientation.PORTRAIT : Orientation.LANDSCAPE;
    return new Chosen(
        prompt(form), model, new VideoFormat(resolution, held, seconds(form)), Optional.empty());
  }

  long priceMicros(Chosen chosen) {
    return prices.priceMicros(
        chosen.model().id(), chosen.format().resolution().id(), chosen.format().seconds());
  }

  PlayForm form(Chosen chosen, long availableMicros, String once, String wrong, Reader reader) {
    long total = priceMicros(chosen);
    long second = total / chosen.format().seconds();
    return new PlayForm(
        chosen.prompt(),
        Arrays.stream(Model.values()).map(model -> model(model, chosen, reader)).toList(),
        VideoFormat.SECONDS.stream().map(length -> length(length, chosen)).toList(),
        Arrays.stream(Resolution.values()).map(one -> resolution(one, chosen)).toList(),
        List.of(
            ratio(LANDSCAPE, Orientation.LANDSCAPE, chosen, reader),
            ratio(PORTRAIT, Orientation.PORTRAIT, chosen, reader)),
        reader.text("console.play.sum", chosen.format().seconds(), Dollars.of(second)),
        Dollars.of(total),
        total <= availableMicros
            ? reader.text("console.play.leaves", Dollars.of(availableMicros - total))
            : reader.text("console.play.short", Dollars.of(availableMicros)),
        drawn(chosen),
        once,
        chosen.source().map(source -> source(source, reader)),
        wrong);
  }

  private static PlayForm.Source source(Source source, Reader reader) {
    return new PlayForm.Source(
        source.way().word(),
        source.task().id(),
        reader.text("console.play." + source.way().word(), source.seconds()));
  }

  /** What decides about lengths, resolutions and sizes. */
  static String drawn(Chosen chosen) {
    return chosen.model().id() + " " + chosen.format().resolution().id();
  }

  private Choice model(Model model, Chosen chosen, Reader reader) {
    List<Price> sold =
        prices.all().stream().filter(price -> price.model().equals(model.id())).toList();
    String key = sold.size() == 1 ? "console.play.a-second" : "console.play.from-a-second";
    return new Choice(
        model.id(),
        model.id(),
        sold.isEmpty() ? "" : reader.text(key, Dollars.of(sold.getFirst().microsPerSecond())),
        model == chosen.model(),
        !sold.isEmpty() && (chosen.source().isEmpty() || model == chosen.model()));
  }

  private Choice length(int seconds, Chosen chosen) {
    VideoFormat format =
        new VideoFormat(chosen.format().resolution(), chosen.format().orientation(), seconds);
    String text = Integer.toString(seconds);
    boolean picture = isFrom(chosen, Way.EXTEND);
    boolean made = router.canMake(new Cell(chosen.model(), format, picture));
    boolean current = seconds == chosen.format().seconds();
    return new Choice(text, text, "", current, made && (current || !isFrom(chosen, Way.REMIX)));
  }

  private static Choice resolution(Resolution resolution, Chosen chosen) {
    return new Choice(
        resolution.id(),
        resolution.id(),
        "",
        resolution == chosen.format().resolution(),
        chosen.model().resolutions().contains(resolution)
            && (chosen.source().isEmpty() || resolution == chosen.format().resolution()));
  }

  private static boolean isFrom(Chosen chosen, Way way) {
    return chosen.source().filter(source -> source.way() == way).isPresent();
  }

  private static Choice ratio(String value, Orientation held, Chosen chosen, Reader reader) {
    Resolution resolution = chosen.format().resolution();
    return new Choice(
        value,
        reader.text(
            held == Orientation.PORTRAIT ? "console.play.portrait" : "console.play.landscape"),
        resolution.width(held) + " × " + resolution.height(held),
        held == chosen.format().orientation(),
        chosen.source().isEmpty() || held == chosen.format().orientation());
  }
}
