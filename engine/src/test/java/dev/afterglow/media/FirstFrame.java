package dev.afterglow.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The first picture of a film of ours, as ffmpeg's decoder sees it. */
public final class FirstFrame {
  private static final int AGAIN = -11; // AVERROR(EAGAIN)

  private FirstFrame() {}

  public static BufferedImage of(Path film) throws IOException {
    AVFormatContext file = new AVFormatContext(null);
    Native.check(avformat_open_input(file, film.toString(), null, null), "open");
    Native.check(avformat_find_stream_info(file, (AVDictionary) null), "streams");
    AVCodecContext decoder =
        avcodec_alloc_context3(avcodec_find_decoder(file.streams(0).codecpar().codec_id()));
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      Native.check(avcodec_parameters_to_context(decoder, file.streams(0).codecpar()), "codec");
      Native.check(avcodec_open2(decoder, decoder.codec(), (AVDictionary) null), "decoder");
      int outcome = AGAIN;
      while (outcome == AGAIN && av_read_frame(file, packet) >= 0) {
        if (packet.stream_index() == 0) {
          Native.check(avcodec_send_packet(decoder, packet), "packet");
          outcome = avcodec_receive_frame(decoder, frame);
        }
        av_packet_unref(packet);
      }
      if (outcome == AGAIN) {
        Native.check(avcodec_send_packet(decoder, null), "end");
        outcome = avcodec_receive_frame(decoder, frame);
      }
      Native.check(outcome, "frame");
      return image(frame);
    } finally {
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(decoder);
      avformat_close_input(file);
    }
  }

  /** 4:2:0, BT.709, limited range. */
  private static BufferedImage image(AVFrame frame) {
    BufferedImage image =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        double luma = (at(frame, 0, x, y) - 16) * 255.0 / 219;
        double blue = (at(frame, 1, x / 2, y / 2) - 128) * 255.0 / 224;
        double red = (at(frame, 2, x / 2, y / 2) - 128) * 255.0 / 224;
        image.setRGB(
            x,
            y,
            held(luma + 1.5748 * red) << 16
                | held(luma - 0.1873 * blue - 0.4681 * red) << 8
                | held(luma + 1.8556 * blue));
      }
    }
    return image;
  }

  private static int at(AVFrame frame, int plane, int x, int y) {
    return frame.data(plane).get((long) y * frame.linesize(plane) + x) & 0xFF;
  }

  private static int held(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }
}
