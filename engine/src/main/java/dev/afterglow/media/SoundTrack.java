package dev.afterglow.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/** The sound: stereo AAC, 128 kbit/s, fed in blocks of any length. */
final class SoundTrack implements AutoCloseable {
  private static final int BITS_PER_SECOND = 128_000;

  /** Samples that an AAC frame holds in each channel. */
  private static final int BLOCK = 1024;

  private final Track track;
  private final float[] left = new float[BLOCK];
  private final float[] right = new float[BLOCK];
  private int filled;
  private long encoded;

  private SoundTrack(Track track) {
    this.track = track;
  }

  static SoundTrack open(AVFormatContext file) throws IOException {
    AVCodec codec = Native.present(avcodec_find_encoder(AV_CODEC_ID_AAC), "aac");
    AVCodecContext encoder = avcodec_alloc_context3(codec);
    encoder
        .sample_rate(FilmFormat.SAMPLE_RATE)
        .sample_fmt(AV_SAMPLE_FMT_FLTP)
        .bit_rate(BITS_PER_SECOND)
        .time_base(av_make_q(1, FilmFormat.SAMPLE_RATE))
        .flags(AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    av_channel_layout_default(encoder.ch_layout(), 2);
    AVFrame frame = Track.newFrame();
    frame.format(AV_SAMPLE_FMT_FLTP).nb_samples(BLOCK).sample_rate(FilmFormat.SAMPLE_RATE);
    av_channel_layout_default(frame.ch_layout(), 2);
    return new SoundTrack(Track.open(file, codec, encoder, Map.of(), frame, BLOCK));
  }

  /** Samples received so far, in each channel. */
  long samples() {
    return encoded + filled;
  }

  void add(float[] leftIn, float[] rightIn, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int step = Math.min(count - done, BLOCK - filled);
      System.arraycopy(leftIn, done, left, filled, step);
      System.arraycopy(rightIn, done, right, filled, step);
      filled += step;
      done += step;
      if (filled == BLOCK) {
        encodeBlock();
      }
    }
  }

  private void encodeBlock() throws IOException {
    AVFrame frame = track.frame();
    frame.nb_samples(BLOCK);
    Native.check(av_frame_make_writable(frame), "frame");
    frame.nb_samples(filled);
    put(frame, 0, left);
    put(frame, 1, right);
    frame.pts(encoded);
    encoded += filled;
    filled = 0;
    track.encode();
  }

  private void put(AVFrame frame, int channel, float[] samples) {
    try (FloatPointer target = new FloatPointer(frame.data(channel))) {
      target.put(samples, 0, filled);
    }
  }

  void drain() throws IOException {
    if (filled > 0) {
      encodeBlock();
    }
    track.drain();
  }

  @Override
  public void close() {
    track.close();
  }
}
