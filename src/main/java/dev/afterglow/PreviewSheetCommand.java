package dev.afterglow;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.engines.preview.PreviewSheet;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws single pictures of films side by side, to judge the looks of the built-in engine. */
@Command(name = "preview-sheet")
final class PreviewSheetCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "PROMPT", descriptionKey = "sheet.prompts")
  private List<String> prompts = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      descriptionKey = "sheet.output")
  private Path output = Path.of("preview-sheet.png");

  @Option(names = "--size", paramLabel = "WxH", descriptionKey = "sheet.size")
  private String size = "640x360";

  @Option(names = "--seed", descriptionKey = "sheet.seed")
  private long seed = 1;

  PreviewSheetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    String[] sides = size.split("x", 2);
    List<Double> moments = List.of(0.0, 2.0, 3.9);
    List<BufferedImage> pictures = new ArrayList<>();
    try (PreviewSheet sheet = new PreviewSheet()) {
      for (String prompt : prompts) {
        pictures.addAll(
            sheet.pictures(
                prompt, seed, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 4, moments));
      }
    }
    PreviewSheet.write(pictures, moments.size(), output);
    terminal.say(output.toString());
    return ExitCode.DONE;
  }
}
