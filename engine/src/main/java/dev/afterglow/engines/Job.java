package dev.afterglow.engines;

import java.util.Optional;

/**
 * One film to be made, in the words every engine understands.
 *
 * @param id unique for ever; also the name under which engines that let the caller choose know it
 * @param model the public name it was ordered under; which model of the engine that is, the
 *     engine's configuration says
 * @param format what the engine is asked for, one of its {@link Capabilities}; it may exceed what
 *     was ordered
 * @param seed decides every random choice, so that a deterministic engine repeats itself
 * @param picture the film's first frame, where one was given
 */
public record Job(
    String id,
    Model model,
    String prompt,
    NativeFormat format,
    long seed,
    Optional<Picture> picture) {}
