package dev.afterglow.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.backup.BackupRefused.Why;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a backup says of itself, in two files: {@code SHA256SUMS}, as {@code sha256sum --check}
 * reads it, and {@code BACKUP}, which is written last and without which nothing is a backup.
 *
 * @param release which release made it
 * @param madeAt the moment of the database's state
 * @param bytes of all files together
 * @param sums the SHA-256 of each file in hexadecimal digits, by path
 */
record Manifest(String release, Instant madeAt, long bytes, SortedMap<String, String> sums) {
  static final String FILE = "BACKUP";
  static final String SUMS = "SHA256SUMS";

  private static final String FORM = "afterglow-backup 1";
  private static final Pattern TEXT =
      Pattern.compile(
          """
          afterglow-backup (\\d{1,9})
          release (.{1,100})
          made ([0-9TZ:.-]{1,40})
          bytes (\\d{1,18})
          sums ([0-9a-f]{64})
          (?s:.*)\
          """);
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  /** More than any backup has; a file that says otherwise is none. */
  private static final int MOST_BYTES = 512 << 20;

  /** Reads one, and whether its list of files is the one that was written with it. */
  static Manifest read(Source source) throws IOException, BackupRefused {
    byte[] file;
    byte[] list;
    try {
      file = source.read(FILE, MOST_BYTES);
      list = source.read(SUMS, MOST_BYTES);
    } catch (NoSuchFileException _) {
      throw new BackupRefused(Why.NO_BACKUP, "");
    }
    String text = new String(file, UTF_8);
    if (text.startsWith("afterglow-backup ") && !text.startsWith(FORM + "\n")) {
      throw new BackupRefused(Why.NEWER, text.lines().findFirst().orElse(""));
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new BackupRefused(Why.NO_BACKUP, "");
    }
    if (!parts.group(5).equals(HexFormat.of().formatHex(digest().digest(list)))) {
      throw new BackupRefused(Why.DAMAGED, SUMS);
    }
    try {
      return new Manifest(
          parts.group(2),
          Instant.parse(parts.group(3)),
          Long.parseLong(parts.group(4)),
          sums(new String(list, UTF_8)));
    } catch (DateTimeParseException _) {
      throw new BackupRefused(Why.NO_BACKUP, "");
    }
  }

  private static SortedMap<String, String> sums(String list) throws BackupRefused {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String line : list.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches() || !DataFiles.isPath(parts.group(2))) {
        throw new BackupRefused(Why.DAMAGED, SUMS);
      }
      sums.put(parts.group(2), parts.group(1));
    }
    if (!sums.containsKey(DataFiles.DATABASE)) {
      throw new BackupRefused(Why.DAMAGED, SUMS);
    }
    return sums;
  }

  /** The list of files, as it is written. */
  byte[] list() {
    return sums.entrySet().stream()
        .map(Manifest::line)
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static String line(Map.Entry<String, String> sum) {
    return sum.getValue() + "  " + sum.getKey() + "\n";
  }

  /** The file that is written last. */
  byte[] text() {
    String text =
        String.join(
            "\n",
            FORM,
            "release " + release,
            "made " + madeAt,
            "bytes " + bytes,
            "sums " + HexFormat.of().formatHex(digest().digest(list())),
            "");
    return text.getBytes(UTF_8);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
