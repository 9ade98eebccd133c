package dev.afterglow.api;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names that other APIs of films have for their members, and that this one does not: what each of
 * them asks for there. Spelled with underscores; camel case and dashes make no difference.
 */
final class ForeignNames {
  /** How many films. */
  static final List<String> COUNT =
      List.of(
          "n",
          "n_variants",
          "num_videos",
          "number_of_videos",
          "num_outputs",
          "count",
          "num",
          "video_count",
          "batch_size",
          "sample_count",
          "samples",
          "num_samples",
          "outputs",
          "number_results");

  /** Where the end is to be told, at another address and in another message than here. */
  static final List<String> CALLBACK =
      List.of(
          "webhook_url",
          "callback_url",
          "notify_url",
          "callback",
          "notify_hook",
          "notification_url",
          "hook",
          "hook_url");

  /** Every film has its sound: the one thing that may be said about it is yes. */
  static final List<String> SOUND =
      List.of(
          "audio",
          "generate_audio",
          "with_audio",
          "enable_audio",
          "sound",
          "enable_sound",
          "with_sound");

  /** What is written otherwise here, by what to use. */
  static final Map<String, String> INSTEAD =
      byName(
          entry("prompt", "text texts content contents messages message description"),
          entry("size", "width height dimensions image_size video_size"),
          entry(
              "duration",
              "length n_seconds video_length video_duration frames num_frames n_frames"
                  + " frame_count"),
          entry("aspect_ratio", "video_aspect_ratio"),
          entry(
              "image_urls",
              "input_image reference_image start_image start_frame first_frame first_frame_url"
                  + " image_base64 img imgs img_url img_urls picture pictures picture_url photo"
                  + " photos photo_url pic pics pic_url file files file_url file_urls file_path"
                  + " file_paths file_id media media_url media_urls url urls base64 b64_json"
                  + " reference references reference_url reference_urls ref refs keyframes"));

  /** What changes the film elsewhere. */
  static final List<String> UNSUPPORTED =
      words(
          """
          negative_prompt enhance_prompt prompt_extend prompt_optimizer
          fps frame_rate frames_per_second speed
          video video_url videos video_urls video_id input_video
          reference_images reference_image_urls
          last_frame last_frame_image last_frame_url last_image end_frame end_image end_image_url
          image_tail tail_image tail_image_url
          character characters character_id character_ids character_url
          remix remix_id remix_from remix_video_id remix_target_id remixed_from_video_id
          style style_id style_preset preset template template_id effect effects
          mode quality hd storyboard
          camera camera_control camera_fixed camera_motion motion zoom crop
          guidance guidance_scale cfg cfg_scale strength sampler steps num_inference_steps
          loop lora loras voice audio_url bgm music mute\
          """);

  /** Boxes in which other APIs keep what stands beside {@code model} here. */
  static final List<String> BOXES =
      List.of("input", "inputs", "extra_body", "parameters", "params", "options");

  /**
   * Words that say what a member is about, whatever stands around them: {@code duration_seconds},
   * {@code videoSeconds} and {@code image_strength} would change a film.
   */
  static final Map<String, String> INSTEAD_BY_WORD =
      byName(
          entry("duration", "duration seconds secs"),
          entry("resolution", "resolution"),
          entry("aspect_ratio", "aspect ratio orientation"),
          entry("image_urls", "image images frame"),
          entry("prompt", "prompt"),
          entry("seed", "seed"));

  /** The same for what changes the film elsewhere: {@code motion_strength}, {@code loraScale}. */
  static final List<String> UNSUPPORTED_WORDS =
      words("audio camera cfg character characters effect guidance lora motion remix style video");

  private ForeignNames() {}

  @SafeVarargs
  private static Map<String, String> byName(Map.Entry<String, String>... entries) {
    Map<String, String> meant = new HashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      words(entry.getValue()).forEach(name -> meant.put(name, entry.getKey()));
    }
    return Map.copyOf(meant);
  }

  private static List<String> words(String text) {
    return List.of(text.split("\\s+"));
  }
}
