package dev.afterglow.films;

import dev.afterglow.objects.StoredObject;

/**
 * A finished film, or a still picture of one, opened for reading by any number of threads. On disk
 * it stays readable until closed, even if it is deleted meanwhile; in a bucket it ends where it was
 * deleted.
 */
public interface Film extends StoredObject {}
