package dev.afterglow.media;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.jspecify.annotations.Nullable;

/**
 * Writes an MP4 with the index first: H.264 High and AAC through ffmpeg's libraries (the LGPL
 * build). The same pictures and samples always give the same bytes. Used by one thread at a time;
 * {@link #finish} completes the file, and a writer closed without it leaves no file behind.
 */
public final class FilmWriter implements AutoCloseable {
  private final Path path;
  private final FilmFormat format;
  private final AVFormatContext file = new AVFormatContext(null);
  private final AVIOContext output = new AVIOContext(null);
  private @Nullable VideoTrack video;
  private @Nullable SoundTrack sound;
  private boolean finished;
  private boolean closed;

  private FilmWriter(Path path, FilmFormat format) {
    this.path = path;
    this.format = format;
  }

  /**
   * Starts a film in a file that does not exist yet.
   *
   * @throws IOException if the file or an encoder cannot be opened; nothing is left behind
   */
  public static FilmWriter create(Path path, FilmFormat format) throws IOException {
    Native.load();
    FilmWriter writer = new FilmWriter(Files.createFile(path), format);
    boolean open = false;
    try {
      writer.open();
      open = true;
      return writer;
    } finally {
      if (!open) {
        writer.close();
      }
    }
  }

  private void open() throws IOException {
    String name = path.toString();
    Native.check(avformat_alloc_output_context2(file, null, "mp4", name), "container");
    file.flags(file.flags() | AVFMT_FLAG_BITEXACT);
    video = VideoTrack.open(file, format);
    sound = SoundTrack.open(file);
    Native.check(avio_open(output, name, AVIO_FLAG_WRITE), "file");
    file.pb(output);
    AVDictionary metadata = new AVDictionary(null);
    av_dict_set(metadata, "title", format.title(), 0);
    av_dict_set(metadata, "comment", format.maker(), 0);
    av_dict_set(metadata, "encoding_tool", format.maker(), 0);
    file.metadata(metadata);
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "movflags", "+faststart", 0);
      Native.check(avformat_write_header(file, options), "header");
    } finally {
      av_dict_free(options);
    }
  }

  /** Appends one picture of exactly the film's size. */
  public void picture(YuvPicture picture) throws IOException {
    VideoTrack track = opened(video);
    if (track.pictures() == format.frames()) {
      throw new IllegalStateException("the film already has its " + format.frames() + " pictures");
    }
    track.add(picture);
  }

  /** Appends the first {@code count} samples of both channels, each from -1 to 1. */
  public void sound(float[] left, float[] right, int count) throws IOException {
    SoundTrack track = opened(sound);
    if (track.samples() + count > format.samples()) {
      throw new IllegalStateException("the film has room for " + format.samples() + " samples");
    }
    track.add(left, right, count);
  }

  /**
   * Completes the file.
   *
   * @throws IllegalStateException if pictures or samples are missing
   */
  public void finish() throws IOException {
    VideoTrack pictures = opened(video);
    SoundTrack samples = opened(sound);
    if (pictures.pictures() != format.frames() || samples.samples() != format.samples()) {
      throw new IllegalStateException(
          pictures.pictures()
              + " pictures and "
              + samples.samples()
              + " samples (expected: "
              + format.frames()
              + " and "
              + format.samples()
              + ")");
    }
    pictures.drain();
    samples.drain();
    Native.check(av_write_trailer(file), "index");
    finished = true;
  }

  private <T> T opened(@Nullable T track) {
    if (track == null || closed || finished) {
      throw new IllegalStateException("the film is closed");
    }
    return track;
  }

  /** Frees everything native; removes the file unless it was finished. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (video != null) {
      video.close();
    }
    if (sound != null) {
      sound.close();
    }
    if (!output.isNull()) {
      avio_closep(output);
    }
    if (!file.isNull()) {
      avformat_free_context(file);
    }
    if (!finished) {
      Files.deleteIfExists(path);
    }
  }
}
