/**
 * Named bytes that outlive the process: {@link dev.afterglow.objects.ObjectStore}, in folders of
 * this machine or in a bucket that several nodes share.
 */
@NullMarked
package dev.afterglow.objects;

import org.jspecify.annotations.NullMarked;
