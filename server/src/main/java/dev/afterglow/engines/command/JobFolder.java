package dev.afterglow.engines.command;

import dev.afterglow.engines.Job;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is kept of one job: its picture and prompt, what the program said, who it is while it runs,
 * how it ended, and its film. All of it survives this process.
 */
record JobFolder(Path folder) {
  /** The exit that is noted for a program that was killed for its time or its output. */
  static final int KILLED = -1;

  private static final int TAIL_BYTES = 8 << 10;
  private static final Pattern PROCESS = Pattern.compile("(\\d{1,18}) (\\d{1,18})\\s*");

  /** A process, told from later ones with the same id by when it began. */
  record Started(long pid, long startMillis) {}

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /** Makes it anew and writes down what the program may read. */
  Map<String, String> prepare(Job job, String ending) throws IOException {
    delete();
    Files.createDirectories(folder);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(CommandTemplate.OUTPUT, film(ending).toString());
    Path prompt = folder.resolve("prompt.txt");
    Files.writeString(prompt, job.prompt());
    files.put(CommandTemplate.PROMPT_FILE, prompt.toString());
    if (job.picture().isPresent()) {
      String type = job.picture().get().format().mediaType().substring("image/".length());
      Path picture = folder.resolve("picture." + type);
      Files.write(picture, job.picture().get().bytes());
      files.put(CommandTemplate.IMAGE_FILE, picture.toString());
    }
    return files;
  }

  Path film(String ending) {
    return folder.resolve("film." + ending).toAbsolutePath();
  }

  boolean hasFilm(String ending) {
    try {
      return Files.size(film(ending)) > 0;
    } catch (IOException _) {
      return false;
    }
  }

  Path log() {
    return folder.resolve("log");
  }

  long logBytes() {
    try {
      return Files.size(log());
    } catch (IOException _) {
      return 0;
    }
  }

  void note(Started process) throws IOException {
    write("process", process.pid() + " " + process.startMillis());
  }

  Optional<Started> process() {
    Matcher process = PROCESS.matcher(read("process"));
    return process.matches()
        ? Optional.of(
            new Started(Long.parseLong(process.group(1)), Long.parseLong(process.group(2))))
        : Optional.empty();
  }

  /** How it ended: a code and words, where there are some. */
  void noteExit(int code, String why) throws IOException {
    write("exit", code + "\n" + why);
  }

  OptionalInt exit() {
    String code = read("exit").split("\n", 2)[0];
    return code.matches("-?\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(code))
        : OptionalInt.empty();
  }

  String exitWords() {
    String[] lines = read("exit").split("\n", 2);
    return lines.length > 1 ? lines[1] : "";
  }

  /** The end of what the program said. */
  String tail() {
    try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  /** Deletes it with whatever the program left there; links are not followed. */
  void delete() throws IOException {
    if (!exists()) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException _) {
      return "";
    }
  }

  /** Whole or not at all. */
  private void write(String name, String text) throws IOException {
    Path draft = folder.resolve(name + ".draft");
    Files.writeString(draft, text);
    Files.move(
        draft,
        folder.resolve(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
