package dev.afterglow.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_IGNORE_SUFFIX;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** One encoder, its stream in the file, and the native frame that carries what is encoded. */
final class Track implements AutoCloseable {
  private final AVFormatContext file;
  private final AVCodecContext encoder;
  private final AVStream stream;
  private final AVFrame frame;
  private final AVPacket packet;
  private final long ticksPerPacket;

  private Track(
      AVFormatContext file,
      AVCodecContext encoder,
      AVStream stream,
      AVFrame frame,
      AVPacket packet,
      long ticksPerPacket) {
    this.file = file;
    this.encoder = encoder;
    this.stream = stream;
    this.frame = frame;
    this.packet = packet;
    this.ticksPerPacket = ticksPerPacket;
  }

  /** Opens the encoder, which this track owns from now on, whatever happens. */
  static Track open(
      AVFormatContext file,
      AVCodec codec,
      AVCodecContext encoder,
      Map<String, String> options,
      AVFrame frame,
      long ticksPerPacket)
      throws IOException {
    AVPacket packet = av_packet_alloc();
    boolean opened = false;
    try {
      openEncoder(codec, encoder, options);
      AVStream stream = Native.present(avformat_new_stream(file, null), "stream");
      Native.check(avcodec_parameters_from_context(stream.codecpar(), encoder), "parameters");
      stream.time_base(encoder.time_base());
      Native.check(av_frame_get_buffer(frame, 0), "frame");
      opened = true;
      return new Track(file, encoder, stream, frame, packet, ticksPerPacket);
    } finally {
      if (!opened) {
        av_packet_free(packet);
        av_frame_free(frame);
        avcodec_free_context(encoder);
      }
    }
  }

  static AVFrame newFrame() throws IOException {
    return Native.present(av_frame_alloc(), "frame");
  }

  private static void openEncoder(
      AVCodec codec, AVCodecContext encoder, Map<String, String> options) throws IOException {
    AVDictionary dictionary = new AVDictionary(null);
    try {
      options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
      Native.check(avcodec_open2(encoder, codec, dictionary), "encoder");
      AVDictionaryEntry unknown = av_dict_get(dictionary, "", null, AV_DICT_IGNORE_SUFFIX);
      if (unknown != null) {
        throw new IOException("encoder: unknown option " + unknown.key().getString());
      }
    } finally {
      av_dict_free(dictionary);
    }
  }

  AVFrame frame() {
    return frame;
  }

  AVStream stream() {
    return stream;
  }

  /** Encodes the track's frame. */
  void encode() throws IOException {
    send(frame);
  }

  /** Tells the encoder that nothing follows, and writes what it still held. */
  void drain() throws IOException {
    send(null);
  }

  private void send(@Nullable AVFrame content) throws IOException {
    Native.check(avcodec_send_frame(encoder, content), "encode");
    int code;
    while ((code = avcodec_receive_packet(encoder, packet)) >= 0) {
      if (packet.duration() == 0) {
        packet.duration(ticksPerPacket);
      }
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      packet.stream_index(stream.index());
      Native.check(av_interleaved_write_frame(file, packet), "write");
    }
    if (code != AVERROR_EAGAIN() && code != AVERROR_EOF()) {
      Native.check(code, "encode");
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(encoder);
  }
}
