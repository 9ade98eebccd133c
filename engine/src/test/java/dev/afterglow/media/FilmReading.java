package dev.afterglow.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_IGNORE_SUFFIX;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** What a film's file says when ffmpeg's own demuxer reads it back. */
final class FilmReading implements AutoCloseable {
  private final AVFormatContext file = new AVFormatContext(null);

  FilmReading(Path path) throws IOException {
    Native.check(avformat_open_input(file, path.toString(), null, null), "open");
    Native.check(avformat_find_stream_info(file, (AVDictionary) null), "streams");
  }

  AVCodecParameters video() {
    return file.streams(0).codecpar();
  }

  AVCodecParameters sound() {
    return file.streams(1).codecpar();
  }

  double framesPerSecond() {
    return av_q2d(file.streams(0).avg_frame_rate());
  }

  double videoSeconds() {
    return seconds(file.streams(0));
  }

  double soundSeconds() {
    return seconds(file.streams(1));
  }

  private static double seconds(AVStream stream) {
    return stream.duration() * av_q2d(stream.time_base());
  }

  int pictures() {
    return picturesAreKeys().size();
  }

  /** For each picture in turn, whether it is a key frame. */
  List<Boolean> picturesAreKeys() {
    AVPacket packet = av_packet_alloc();
    List<Boolean> keys = new ArrayList<>();
    while (av_read_frame(file, packet) >= 0) {
      if (packet.stream_index() == 0) {
        keys.add((packet.flags() & AV_PKT_FLAG_KEY) != 0);
      }
      av_packet_unref(packet);
    }
    av_packet_free(packet);
    return keys;
  }

  Map<String, String> metadata() {
    Map<String, String> words = new HashMap<>();
    AVDictionaryEntry entry = null;
    while ((entry = av_dict_get(file.metadata(), "", entry, AV_DICT_IGNORE_SUFFIX)) != null) {
      words.put(entry.key().getString(), entry.value().getString());
    }
    return words;
  }

  @Override
  public void close() {
    avformat_close_input(file);
  }
}
