package dev.afterglow.media.finishing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads what ffprobe says about a film: lines of {@code name="value"}. */
final class Probe {
  private static final String STREAM = "streams_stream_";
  private static final String PACKET = "packets_packet_";
  private static final int MOST_STREAMS = 8;
  private static final int MOST_TAG = 64;

  /** The part by which a step may differ from the usual one and still count. */
  private static final double UNUSUAL = 0.25;

  private static final Set<String> HARMLESS_TAGS =
      Set.of(
          "major_brand",
          "minor_version",
          "compatible_brands",
          "encoder",
          "language",
          "handler_name",
          "vendor_id",
          "creation_time");

  /** What ffprobe is asked for. */
  static final String ENTRIES =
      "stream=index,codec_type,codec_name,pix_fmt,width,height,sample_aspect_ratio,color_space"
          + ":stream_disposition=attached_pic:stream_tags:stream_side_data=rotation:format_tags"
          + ":packet=stream_index,pts_time,dts_time,duration_time,flags";

  private final Map<Integer, Map<String, String>> streams = new HashMap<>();
  private final Map<Integer, Times> times = new HashMap<>();
  private final Map<String, String> packet = new HashMap<>();
  private String packetNumber = "";
  private boolean extras;

  /** When the packets of one track show, in seconds. */
  private static final class Times {
    private final List<Double> starts = new ArrayList<>();
    private double end = Double.NEGATIVE_INFINITY;

    void add(double time, double duration) {
      starts.add(time);
      end = Math.max(end, time + duration);
    }

    /**
     * Packets in a second. Steps that are far from the usual one do not count: fragmented files
     * stretch their first picture by what the sound's encoder needs to begin.
     */
    double rate() {
      double[] steps = new double[starts.size() - 1];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = starts.get(i + 1) - starts.get(i);
      }
      double[] sorted = steps.clone();
      Arrays.sort(sorted);
      double usual = sorted[sorted.length / 2];
      double step =
          Arrays.stream(steps)
              .filter(one -> Math.abs(one - usual) <= UNUSUAL * usual)
              .average()
              .orElse(usual);
      return 1 / step;
    }
  }

  /** Takes one line. */
  void line(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return;
    }
    String name = text.substring(0, equals);
    String value = unquoted(text.substring(equals + 1));
    if (name.startsWith(STREAM)) {
      stream(name.substring(STREAM.length()), value);
    } else if (name.startsWith(PACKET)) {
      packet(name.substring(PACKET.length()), value);
    } else if (name.startsWith("format_tags_")) {
      tag(name.substring("format_tags_".length()), value);
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private void stream(String name, String value) {
    int bar = name.indexOf('_');
    int number = number(name.substring(0, Math.max(0, bar)));
    if (number < 0 || number >= MOST_STREAMS) {
      extras = true;
      return;
    }
    String field = name.substring(bar + 1);
    if (field.startsWith("tags_")) {
      tag(field.substring("tags_".length()), value);
    } else if (field.endsWith("_rotation")) {
      streams.computeIfAbsent(number, n -> new HashMap<>()).put("rotation", value);
    } else {
      streams.computeIfAbsent(number, n -> new HashMap<>()).put(field, value);
    }
  }

  private void tag(String name, String value) {
    extras |= !HARMLESS_TAGS.contains(name.toLowerCase(Locale.ROOT)) || value.length() > MOST_TAG;
  }

  private void packet(String name, String value) {
    int bar = name.indexOf('_');
    String number = name.substring(0, Math.max(0, bar));
    if (!number.equals(packetNumber)) {
      endPacket();
      packetNumber = number;
    }
    packet.put(name.substring(bar + 1), value);
  }

  private void endPacket() {
    int track = number(packet.getOrDefault("stream_index", ""));
    double time = seconds(packet.getOrDefault("pts_time", ""));
    if (Double.isNaN(time)) {
      time = seconds(packet.getOrDefault("dts_time", ""));
    }
    double duration = seconds(packet.getOrDefault("duration_time", ""));
    boolean shown = packet.getOrDefault("flags", "").indexOf('D') < 0;
    if (track >= 0 && shown && !Double.isNaN(time)) {
      times
          .computeIfAbsent(track, n -> new Times())
          .add(time, Double.isNaN(duration) ? 0 : Math.max(0, duration));
    }
    packet.clear();
  }

  /** What was read, once all lines are taken; empty if there are no moving pictures. */
  Optional<Segment> segment(Path file, Container container) {
    endPacket();
    return streams.entrySet().stream()
        .filter(entry -> is(entry.getValue(), "video"))
        .filter(entry -> !entry.getValue().getOrDefault("disposition_attached_pic", "").equals("1"))
        .map(Map.Entry::getKey)
        .min(Integer::compare)
        .flatMap(track -> segment(file, container, track));
  }

  private Optional<Segment> segment(Path file, Container container, int track) {
    Map<String, String> facts = Objects.requireNonNull(streams.get(track));
    Times shown = times.getOrDefault(track, new Times());
    int width = number(facts.getOrDefault("width", ""));
    int height = number(facts.getOrDefault("height", ""));
    shown.starts.sort(Comparator.naturalOrder());
    List<Double> starts = shown.starts;
    if (width < 1 || height < 1 || starts.size() < 2 || starts.get(1) <= starts.get(0)) {
      return Optional.empty();
    }
    double stretch = ratio(facts.getOrDefault("sample_aspect_ratio", ""));
    int turn = Math.floorMod((int) seconds(facts.getOrDefault("rotation", "0")), 360);
    boolean onItsSide = turn == 90 || turn == 270;
    int wide = (int) Math.max(1, Math.round(width * stretch));
    Optional<Segment.Sound> sound = sound();
    boolean more = streams.size() > (sound.isPresent() ? 2 : 1);
    return FrameRate.near(shown.rate())
        .map(rate ->
            new Segment(
                file,
                container,
                track,
                facts.getOrDefault("codec_name", ""),
                facts.getOrDefault("pix_fmt", ""),
                onItsSide ? height : wide,
                onItsSide ? wide : height,
                stretch == 1,
                turn != 0,
                facts.getOrDefault("color_space", "unknown"),
                starts.size(),
                rate,
                starts.get(0),
                starts.get(1),
                starts.getLast() + 1 / rate.value(),
                sound,
                extras || more));
  }

  private Optional<Segment.Sound> sound() {
    return streams.entrySet().stream()
        .filter(entry -> is(entry.getValue(), "audio") && times.containsKey(entry.getKey()))
        .min(Map.Entry.comparingByKey())
        .map(entry ->
            new Segment.Sound(
                entry.getKey(),
                entry.getValue().getOrDefault("codec_name", ""),
                Objects.requireNonNull(times.get(entry.getKey())).end));
  }

  private static boolean is(Map<String, String> stream, String type) {
    return stream.getOrDefault("codec_type", "").equals(type);
  }

  /** Width of a pixel over its height; 1 where the file does not say. */
  private static double ratio(String text) {
    int colon = text.indexOf(':');
    int wide = colon < 0 ? -1 : number(text.substring(0, colon));
    int high = colon < 0 ? -1 : number(text.substring(colon + 1));
    double ratio = wide > 0 && high > 0 ? (double) wide / high : 1;
    return ratio > 0.1 && ratio < 10 ? ratio : 1;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static double seconds(String text) {
    try {
      double value = Double.parseDouble(text);
      return Math.abs(value) < 1e9 ? value : Double.NaN;
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
