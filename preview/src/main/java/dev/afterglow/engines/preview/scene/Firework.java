package dev.afterglow.engines.preview.scene;

/**
 * One rocket of a display: it rises, bursts, and is heard a little later.
 *
 * @param launchSeconds when it leaves the ground, from the film's first frame; may be negative
 * @param burstSeconds when it bursts, after the launch
 * @param x where it bursts across the picture, 0 left to 1 right
 * @param y where it bursts down the picture, 0 top to 1 bottom
 * @param size 0.5 for small to 1.5 for the largest
 * @param delaySeconds how long the sound of the burst takes to arrive
 * @param rgb the colour of its stars as 0xRRGGBB in sRGB
 * @param seed decides its shape, its sparks and its crackle
 */
public record Firework(
    double launchSeconds,
    double burstSeconds,
    double x,
    double y,
    double size,
    double delaySeconds,
    int rgb,
    long seed) {}
