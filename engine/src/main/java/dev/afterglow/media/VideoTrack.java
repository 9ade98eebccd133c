package dev.afterglow.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** The pictures: H.264 High by openh264, BT.709. */
final class VideoTrack implements AutoCloseable {
  private static final int THREADS = 2;

  /**
   * Slices are what lets openh264 use a second core. With more slices than threads it leaves its
   * load balancing off, which moves slice borders by measured time and so would make every run of
   * the same film a different file.
   */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "rc_mode", "bitrate",
          "allow_skip_frames", "0",
          "slices", "3",
          "coder", "cabac",
          "profile", "high");

  private static final double BITS_PER_PIXEL = 0.22;

  /**
   * A key frame forgets the detail that the pictures before it have gathered, which shows as a
   * pulse wherever little moves. So they are as rare as players still seek well with: x264's own
   * default.
   */
  private static final int PICTURES_PER_KEY_FRAME = 250;

  /** Coarser than this, the first picture of a film is visibly softer than those that follow. */
  private static final int COARSEST_QUANTIZER = 26;

  private final Track track;
  private final int width;
  private final int height;
  private long pictures;

  private VideoTrack(Track track, int width, int height) {
    this.track = track;
    this.width = width;
    this.height = height;
  }

  static VideoTrack open(AVFormatContext file, FilmFormat format) throws IOException {
    AVCodec codec = Native.present(avcodec_find_encoder_by_name("libopenh264"), "libopenh264");
    int rate = format.framesPerSecond();
    AVCodecContext encoder = avcodec_alloc_context3(codec);
    encoder
        .width(format.width())
        .height(format.height())
        .pix_fmt(AV_PIX_FMT_YUV420P)
        .time_base(av_make_q(1, rate))
        .framerate(av_make_q(rate, 1))
        .gop_size(PICTURES_PER_KEY_FRAME)
        .qmax(COARSEST_QUANTIZER)
        .max_b_frames(0)
        .thread_count(THREADS)
        .color_range(AVCOL_RANGE_MPEG)
        .color_primaries(AVCOL_PRI_BT709)
        .color_trc(AVCOL_TRC_BT709)
        .colorspace(AVCOL_SPC_BT709)
        .bit_rate(Math.round(BITS_PER_PIXEL * format.width() * format.height() * rate))
        .flags(AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    AVFrame frame = Track.newFrame();
    frame.format(AV_PIX_FMT_YUV420P).width(format.width()).height(format.height());
    Track track = Track.open(file, codec, encoder, OPTIONS, frame, 1);
    track.stream().avg_frame_rate(av_make_q(rate, 1));
    return new VideoTrack(track, format.width(), format.height());
  }

  long pictures() {
    return pictures;
  }

  void add(YuvPicture picture) throws IOException {
    if (picture.width() != width || picture.height() != height) {
      throw new IllegalArgumentException(
          "picture: "
              + picture.width()
              + "x"
              + picture.height()
              + " in a film of "
              + width
              + "x"
              + height);
    }
    AVFrame frame = track.frame();
    Native.check(av_frame_make_writable(frame), "frame");
    copy(picture.luma(), frame, 0, width, height);
    copy(picture.blue(), frame, 1, width / 2, height / 2);
    copy(picture.red(), frame, 2, width / 2, height / 2);
    frame.pts(pictures++);
    track.encode();
  }

  private static void copy(byte[] plane, AVFrame frame, int index, int rowBytes, int rows) {
    int stride = frame.linesize(index);
    try (BytePointer target = new BytePointer(frame.data(index))) {
      if (stride == rowBytes) {
        target.put(plane, 0, rowBytes * rows);
        return;
      }
      for (int row = 0; row < rows; row++) {
        target.position((long) row * stride).put(plane, row * rowBytes, rowBytes);
      }
    }
  }

  void drain() throws IOException {
    track.drain();
  }

  @Override
  public void close() {
    track.close();
  }
}
