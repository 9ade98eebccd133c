/**
 * Objects in a bucket of Amazon S3 or of any server that speaks its API: {@link
 * dev.afterglow.objects.s3.Bucket}. Nothing of it is loaded where no bucket is written down.
 */
@NullMarked
package dev.afterglow.objects.s3;

import org.jspecify.annotations.NullMarked;
