package dev.afterglow.engines.preview.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.preview.prompt.SceneReader;
import dev.afterglow.engines.preview.scene.Events;
import dev.afterglow.engines.preview.scene.Firework;
import dev.afterglow.engines.preview.scene.Lightning;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundtrackTest {
  private static final int SECONDS = 4;

  /** Both channels of a film's sound. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sound(float[] left, float[] right) {
    double rms(double fromSeconds, double toSeconds) {
      int from = (int) (fromSeconds * Soundtrack.RATE);
      int to = (int) (toSeconds * Soundtrack.RATE);
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += left[i] * left[i] + right[i] * right[i];
      }
      return Math.sqrt(sum / (2.0 * (to - from)));
    }

    Spectrum spectrum(double fromSeconds, double toSeconds) {
      return new Spectrum(
          left, (int) (fromSeconds * Soundtrack.RATE), (int) (toSeconds * Soundtrack.RATE));
    }
  }

  private static Sound hear(String prompt, int seconds, int block) {
    return hear(SceneReader.read(prompt, 11), seconds, block);
  }

  private static Sound hear(Scene scene, int seconds, int block) {
    Soundtrack track = Soundtrack.of(scene, seconds);
    int samples = seconds * Soundtrack.RATE;
    Sound sound = new Sound(new float[samples], new float[samples]);
    float[] left = new float[block];
    float[] right = new float[block];
    for (int at = 0; at < samples; at += block) {
      int count = Math.min(block, samples - at);
      track.fill(left, right, count);
      System.arraycopy(left, 0, sound.left, at, count);
      System.arraycopy(right, 0, sound.right, at, count);
    }
    return sound;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "瀑布", "小溪", "湖", "大海", "海滩", "雪山", "森林", "沙漠", "草原", "城市", "云海", "海底", "太空", "篝火", "星空",
        "梦", "暴风雨中的大海", "雨夜的城市", "森林里下雪", "烟花", "草原上的鸟", "夏夜的森林"
      })
  void everySceneIsLoudEnoughAndNeverTooLoud(String prompt) {
    Sound sound = hear(prompt, SECONDS, 1600);
    double peak = 0;
    for (float[] channel : new float[][] {sound.left, sound.right}) {
      for (float sample : channel) {
        assertTrue(Float.isFinite(sample));
        peak = Math.max(peak, Math.abs(sample));
      }
    }
    Loudness loudness = new Loudness();
    double middle = 0;
    double side = 0;
    for (int i = 0; i < sound.left.length; i++) {
      loudness.add(sound.left[i], sound.right[i]);
      middle += Math.pow(sound.left[i] + sound.right[i], 2);
      side += Math.pow(sound.left[i] - sound.right[i], 2);
    }
    double lufs = loudness.lufs();

    assertTrue(lufs > -21 && lufs < -17, prompt + " has " + lufs + " LUFS");
    assertTrue(decibel(peak) < -1.9, prompt + " has a peak of " + decibel(peak) + " dB");
    assertTrue(side < middle, prompt + " loses more than half of itself in mono");
    assertFalse(Arrays.equals(sound.left, sound.right), prompt + " is mono");
  }

  /** The example of BS.1770: a sine of 997 Hz and full scale in one channel has -3.01 LUFS. */
  @Test
  void loudnessIsMeasuredAsTheStandardSays() {
    Loudness loudness = new Loudness();
    Loudness deep = new Loudness();
    for (int i = 0; i < 10 * Soundtrack.RATE; i++) {
      loudness.add(Math.sin(2 * Math.PI * 997 * i / Soundtrack.RATE), 0);
      deep.add(Math.sin(2 * Math.PI * 30 * i / Soundtrack.RATE), 0);
    }
    assertEquals(-3.01, loudness.lufs(), 0.02);
    assertTrue(deep.lufs() < -8, "30 Hz counts as much: " + deep.lufs());
  }

  @Test
  void soundDoesNotDependOnTheSizeOfBlocks() {
    Sound whole = hear("暴风雨中的大海，海鸥", SECONDS, SECONDS * Soundtrack.RATE);
    Sound parts = hear("暴风雨中的大海，海鸥", SECONDS, 777);

    assertArrayEquals(whole.left, parts.left);
    assertArrayEquals(whole.right, parts.right);
  }

  @Test
  void otherSeedSoundsDifferent() {
    Scene one = SceneReader.read("森林", 1);
    Scene two = SceneReader.read("森林", 2);

    assertFalse(Arrays.equals(hear(one, 1, 1600).left, hear(two, 1, 1600).left));
  }

  @Test
  void soundFadesInAndOutAndIsSilentAfterTheEnd() {
    Sound sound = hear("瀑布", SECONDS, 1600);

    assertEquals(0, Math.abs(sound.left[0]));
    assertTrue(sound.rms(0, 0.02) < 0.003);
    assertTrue(sound.rms(SECONDS - 0.02, SECONDS) < 0.003);
    assertTrue(sound.rms(1, 3) > 0.05);

    Soundtrack track = Soundtrack.of(SceneReader.read("瀑布", 11), 1);
    float[] left = new float[Soundtrack.RATE];
    float[] right = new float[Soundtrack.RATE];
    track.fill(left, right, Soundtrack.RATE);
    track.fill(left, right, 4800);
    for (int i = 0; i < 4800; i++) {
      assertEquals(0, Math.abs(left[i]));
    }
  }

  @Test
  void waterfallFillsTheWholeSpectrum() {
    Spectrum spectrum = hear("瀑布", SECONDS, 1600).spectrum(0.5, 3);
    double all = spectrum.between(20, 20_000);

    assertTrue(spectrum.between(40, 250) / all > 0.05);
    assertTrue(spectrum.between(250, 2000) / all > 0.1);
    assertTrue(spectrum.between(2000, 12_000) / all > 0.02);
  }

  @Test
  void birdsAreTonesAndNotNoise() {
    Spectrum birds = hear("草原上的鸟", 8, 1600).spectrum(0.5, 7);
    Spectrum water = hear("大海", 8, 1600).spectrum(0.5, 7);

    double tones = birds.peakiness(2000, 6000);
    double noise = water.peakiness(2000, 6000);
    assertTrue(tones > 5 * noise, () -> tones + " against " + noise);
  }

  @Test
  void cricketsAreHeardOnASummerNightOnly() {
    Spectrum night = hear("夏夜的森林", SECONDS, 1600).spectrum(0.5, 3);
    Spectrum winter = hear("冬夜的森林", SECONDS, 1600).spectrum(0.5, 3);

    assertTrue(night.peakiness(3500, 5500) > 10 * winter.peakiness(3500, 5500));
  }

  @Test
  void deepSoundsAreDeepUnderWater() {
    Spectrum spectrum = hear("海底", SECONDS, 1600).spectrum(0.5, 3);

    assertTrue(spectrum.between(20, 800) > 50 * spectrum.between(2000, 12_000));
  }

  @Test
  void thunderFollowsItsLightning() {
    Scene scene = SceneReader.read("闪电", 5);
    Lightning first = Events.of(scene, 8).lightning().getFirst();
    double heard = first.atSeconds() + first.thunderSeconds();
    Sound sound = hear(scene, 8, 1600);

    double before = sound.spectrum(heard - 0.35, heard - 0.02).between(30, 400);
    double after = sound.spectrum(heard, heard + 0.33).between(30, 400);

    assertTrue(after > 4 * before, () -> before + " then " + after);
  }

  @Test
  void burstIsHeardShortlyAfterItIsSeen() {
    Scene scene = SceneReader.read("烟花", 5);
    Events events = Events.of(scene, 8);
    Sound sound = hear(scene, 8, 1600);
    double in = 0;
    double out = 0;
    for (Firework rocket : events.fireworks()) {
      double heard = rocket.burstSeconds() + rocket.delaySeconds();
      if (heard > 0.7 && heard < 6.5) {
        in += sound.rms(heard, heard + 0.12);
        out += sound.rms(heard - 0.14, heard - 0.02);
      }
    }

    assertTrue(in > 1.3 * out, in + " against " + out);
  }

  @Test
  void calmSceneHasNoBooms() {
    Scene scene = SceneReader.read("海滩", 5);

    assertTrue(Events.of(scene, 20).lightning().isEmpty());
    assertTrue(Events.of(scene, 20).fireworks().isEmpty());
  }

  private static double decibel(double amplitude) {
    return 20 * Math.log10(amplitude);
  }
}
