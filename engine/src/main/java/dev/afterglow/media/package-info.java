/**
 * Header readers for PNG, JPEG, WebP and MP4, and ffmpeg work: encoding frames and sound to MP4.
 */
@NullMarked
package dev.afterglow.media;

import org.jspecify.annotations.NullMarked;
