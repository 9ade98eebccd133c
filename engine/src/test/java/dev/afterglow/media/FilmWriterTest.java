package dev.afterglow.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilmWriterTest {
  private static final int RATE = 30;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"320,180", "180,320", "336,192", "1920,1080", "1792,1024"})
  void filmHasItsExactSizeAndLength(int width, int height) throws IOException {
    Path file = film("a.mp4", format(width, height, 8));
    try (FilmReading reading = new FilmReading(file)) {
      AVCodecParameters video = reading.video();
      assertEquals(width, video.width());
      assertEquals(height, video.height());
      assertEquals(avcodec.AV_CODEC_ID_H264, video.codec_id());
      assertEquals(avcodec.AV_PROFILE_H264_HIGH, video.profile());
      assertEquals(avutil.AV_PIX_FMT_YUV420P, video.format());
      assertEquals(avutil.AVCOL_SPC_BT709, video.color_space());
      assertEquals(avutil.AVCOL_PRI_BT709, video.color_primaries());
      assertEquals(avutil.AVCOL_TRC_BT709, video.color_trc());
      assertEquals(8, reading.pictures());
      assertEquals(RATE, reading.framesPerSecond());
    }
  }

  @Test
  void keyFramesAreTooRareToPulseAndOftenEnoughToSeek() throws IOException {
    try (FilmReading reading = new FilmReading(film("a.mp4", format(160, 90, 600)))) {
      List<Boolean> keys = reading.picturesAreKeys();
      assertEquals(
          List.of(0, 250, 500), IntStream.range(0, keys.size()).filter(keys::get).boxed().toList());
    }
  }

  @Test
  void soundIsStereoAacAsLongAsThePictures() throws IOException {
    Path file = film("a.mp4", format(160, 90, 45));
    try (FilmReading reading = new FilmReading(file)) {
      AVCodecParameters sound = reading.sound();
      assertEquals(avcodec.AV_CODEC_ID_AAC, sound.codec_id());
      assertEquals(48_000, sound.sample_rate());
      assertEquals(2, sound.ch_layout().nb_channels());
      assertEquals(1.5, reading.videoSeconds(), 1e-6);
      assertEquals(1.5, reading.soundSeconds(), 1e-6);
    }
  }

  @Test
  void indexComesBeforeThePictures() throws IOException {
    String bytes =
        new String(
            Files.readAllBytes(film("a.mp4", format(160, 90, 5))), StandardCharsets.ISO_8859_1);
    assertTrue(bytes.indexOf("moov") > 0);
    assertTrue(bytes.indexOf("moov") < bytes.indexOf("mdat"));
  }

  @Test
  void fileSaysWhatItIs() throws IOException {
    try (FilmReading reading = new FilmReading(film("a.mp4", format(160, 90, 5)))) {
      Map<String, String> words = reading.metadata();
      assertEquals("瀑布", words.get("title"));
      assertEquals("Afterglow preview", words.get("comment"));
      assertEquals("Afterglow preview", words.get("encoder"));
    }
  }

  @Test
  void samePicturesGiveTheSameBytes() throws IOException {
    FilmFormat format = format(320, 180, 40);
    assertArrayEquals(
        Files.readAllBytes(film("a.mp4", format)), Files.readAllBytes(film("b.mp4", format)));
  }

  @Test
  void abandonedFilmLeavesNoFile() throws IOException {
    Path file = folder.resolve("a.mp4");
    FilmFormat format = format(160, 90, 5);
    try (FilmWriter writer = FilmWriter.create(file, format)) {
      writer.picture(new YuvPicture(160, 90));
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void filmWithMissingPicturesIsNotFinished() throws IOException {
    Path file = folder.resolve("a.mp4");
    try (FilmWriter writer = FilmWriter.create(file, format(160, 90, 5))) {
      writer.picture(new YuvPicture(160, 90));
      assertThrows(IllegalStateException.class, writer::finish);
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void existingFileIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("a.mp4"), "mine");
    assertThrows(
        FileAlreadyExistsException.class, () -> FilmWriter.create(file, format(160, 90, 5)));
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void pictureOfAnotherSizeIsRefused() throws IOException {
    try (FilmWriter writer = FilmWriter.create(folder.resolve("a.mp4"), format(160, 90, 5))) {
      YuvPicture picture = new YuvPicture(90, 160);
      assertThrows(IllegalArgumentException.class, () -> writer.picture(picture));
    }
  }

  private static FilmFormat format(int width, int height, int frames) {
    return new FilmFormat(width, height, RATE, frames, "瀑布", "Afterglow preview");
  }

  private Path film(String name, FilmFormat format) throws IOException {
    Path file = folder.resolve(Objects.requireNonNull(name));
    try (FilmWriter writer = FilmWriter.create(file, format)) {
      YuvPicture picture = new YuvPicture(format.width(), format.height());
      float[] block = new float[format.samplesPerFrame()];
      for (int frame = 0; frame < format.frames(); frame++) {
        fill(picture, frame);
        writer.picture(picture);
        for (int i = 0; i < block.length; i++) {
          block[i] = (float) Math.sin((frame * block.length + i) * 0.05) * 0.3f;
        }
        writer.sound(block, block, block.length);
      }
      writer.finish();
    }
    return file;
  }

  private static void fill(YuvPicture picture, int frame) {
    byte[] luma = picture.luma();
    for (int i = 0; i < luma.length; i++) {
      luma[i] = (byte) (16 + (i % picture.width() + frame * 3 + i / picture.width() * 2) % 200);
    }
    java.util.Arrays.fill(picture.blue(), (byte) 120);
    java.util.Arrays.fill(picture.red(), (byte) 140);
  }
}
