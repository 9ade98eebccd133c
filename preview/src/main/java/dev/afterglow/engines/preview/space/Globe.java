package dev.afterglow.engines.preview.space;

/**
 * A ball in space, in units.
 *
 * @param ringed whether a ring goes round it
 */
record Globe(float x, float y, float radius, float depth, Surface surface, boolean ringed) {}
