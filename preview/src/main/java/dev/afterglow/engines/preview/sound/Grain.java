package dev.afterglow.engines.preview.sound;

/**
 * A short sound: a gliding tone, a puff of noise around its pitch, or both.
 *
 * @param seconds how long it lasts
 * @param attack the part of it that rises, 0 to 1; what is left falls away
 * @param fromHertz pitch at its start
 * @param toHertz pitch at its end
 * @param tone level of the tone
 * @param noise level of the noise
 * @param pan -1 left to 1 right
 */
record Grain(
    double seconds,
    double attack,
    double fromHertz,
    double toHertz,
    double tone,
    double noise,
    double pan) {}
