package dev.afterglow.client;

import java.util.Optional;

/**
 * A film to ask for, in the words of the Sora-2 video API. Nothing is checked here: the server
 * knows what it accepts.
 *
 * @param image the address of a reference image, or a link that {@link FilmClient#upload} returned
 */
public record FilmOrder(
    String model,
    String prompt,
    int seconds,
    String resolution,
    String aspectRatio,
    Optional<String> image) {}
