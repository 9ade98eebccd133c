package dev.afterglow.config;

import java.util.Locale;

/** What an engine speaks. Each has an adapter of its own. */
public enum EngineType {
  /** OpenAI's Videos API and its flavours. */
  OPENAI(Need.REQUIRED, Need.OPTIONAL, 4),
  /** ComfyUI and its workflows. */
  COMFYUI(Need.REQUIRED, Need.OPTIONAL, 1),
  /** fal's queue. */
  FAL(Need.OPTIONAL, Need.REQUIRED, 10),
  /** Alibaba Cloud's Wan. */
  DASHSCOPE(Need.OPTIONAL, Need.REQUIRED, 4),
  /** Volcengine's and BytePlus's Seedance. */
  ARK(Need.OPTIONAL, Need.REQUIRED, 4),
  /** Kling. */
  KLING(Need.OPTIONAL, Need.OPTIONAL, 4),
  /** Google's Veo and Omni. */
  GEMINI(Need.OPTIONAL, Need.OPTIONAL, 4),
  /** The contract's own shape: another Afterglow, or a server like it. */
  RELAY(Need.REQUIRED, Need.REQUIRED, 10),
  /** Any API of submit and poll, by a template. */
  TEMPLATE(Need.OPTIONAL, Need.OPTIONAL, 4),
  /** A program on this machine. */
  COMMAND(Need.NONE, Need.NONE, 1),
  /** The server of stable-diffusion.cpp. */
  SDCPP(Need.REQUIRED, Need.OPTIONAL, 1),
  /** A Cog container. */
  COG(Need.REQUIRED, Need.OPTIONAL, 1);

  private final Need url;
  private final Need key;
  private final int concurrency;

  EngineType(Need url, Need key, int concurrency) {
    this.url = url;
    this.key = key;
    this.concurrency = concurrency;
  }

  /** Whether something must, may or cannot be given. */
  enum Need {
    REQUIRED,
    OPTIONAL,
    NONE
  }

  /** As it is written in the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Need url() {
    return url;
  }

  Need key() {
    return key;
  }

  /** Jobs at once where the operator says nothing. */
  int concurrency() {
    return concurrency;
  }
}
