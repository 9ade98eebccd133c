/**
 * Finishing of a task's film: {@link dev.afterglow.tasks.finishing.FfmpegFinisher} lets child
 * processes of ffmpeg make the ordered film of what engines made.
 */
@NullMarked
package dev.afterglow.tasks.finishing;

import org.jspecify.annotations.NullMarked;
