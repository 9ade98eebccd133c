package dev.afterglow.objects;

import java.time.Instant;

/**
 * An upload that has been begun and not ended.
 *
 * @param name of the object that it would become
 * @param id by which the store knows it
 */
public record Unfinished(String name, String id, Instant begunAt) {}
