package dev.afterglow.console.view;

/** Which engines make films of one model and resolution. */
public record CoverLine(String model, String resolution, String fromText, String fromPicture) {}
