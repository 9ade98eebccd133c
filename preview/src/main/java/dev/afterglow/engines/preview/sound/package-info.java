/**
 * The sound of a film, made from nothing but arithmetic: {@link
 * dev.afterglow.engines.preview.sound.Soundtrack} mixes water, wind, fire, animals, streets and
 * quiet music as the scene asks, and lets thunder and fireworks follow the same events as the
 * picture.
 */
@NullMarked
package dev.afterglow.engines.preview.sound;

import org.jspecify.annotations.NullMarked;
