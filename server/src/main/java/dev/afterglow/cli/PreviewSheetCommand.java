package dev.afterglow.cli;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.engines.preview.PreviewSheet;
import dev.afterglow.text.Texts;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Draws single pictures of films side by side, to judge the looks of the built-in engine. */
@Command(name = "preview-sheet")
public final class PreviewSheetCommand implements Callable<Integer> {
  private static final int SMALLEST = 16;
  private static final int LARGEST = 4096;

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "PROMPT", descriptionKey = "sheet.prompts")
  private List<String> prompts = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      descriptionKey = "sheet.output")
  private Path output = Path.of("preview-sheet.png");

  @Option(names = "--size", paramLabel = "WxH", descriptionKey = "sheet.size")
  private Size size = new Size(640, 360);

  @Option(names = "--seed", paramLabel = "SEED", descriptionKey = "sheet.seed")
  private long seed = 1;

  /** Pixels of a picture, as the engine can draw them. */
  public record Size(int width, int height) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{2,4})x(\\d{2,4})");

    public Size {
      if (!drawable(width) || !drawable(height)) {
        throw new IllegalArgumentException("size: " + width + "x" + height);
      }
    }

    static Size parse(String text) {
      Matcher sides = WRITTEN.matcher(text);
      if (!sides.matches()) {
        throw new IllegalArgumentException("size: " + text);
      }
      return new Size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }

    private static boolean drawable(int side) {
      return side >= SMALLEST && side <= LARGEST && side % 2 == 0;
    }
  }

  /** Tells what a size may be, in the user's language. */
  public static ITypeConverter<Size> sizes(Texts texts) {
    return text -> {
      try {
        return Size.parse(text);
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(texts.text("sheet.sizes", SMALLEST, LARGEST));
      }
    };
  }

  public PreviewSheetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    List<Double> moments = List.of(0.0, 2.0, 3.9);
    List<BufferedImage> pictures = new ArrayList<>();
    try (PreviewSheet sheet = new PreviewSheet()) {
      for (String prompt : prompts) {
        pictures.addAll(sheet.pictures(prompt, seed, size.width(), size.height(), 4, moments));
      }
    }
    PreviewSheet.write(pictures, moments.size(), output);
    terminal.say(output.toString());
    return ExitCode.DONE;
  }
}
