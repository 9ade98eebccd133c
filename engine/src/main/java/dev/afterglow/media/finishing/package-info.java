/**
 * Finishing: from the films that engines made to the film that was ordered.
 *
 * <p>{@link dev.afterglow.media.finishing.FilmFinisher} is the front. {@code finish(segments,
 * wanted, target, progress)} writes the ordered film to {@code target}, a thumbnail (WebP) and a
 * spritesheet (JPEG, see {@link dev.afterglow.media.finishing.Stills}) beside it, and answers with
 * a {@link dev.afterglow.media.finishing.FinishOutcome}:
 *
 * <ul>
 *   <li>{@code Finished(facts, thumbnail, spritesheet)}: all three files are there;
 *   <li>{@code Unusable(reason)}: these films will never give the ordered one; no file is left;
 *   <li>{@code Again(reason)}: this machine was at fault (disk, stop, time); no file is left.
 * </ul>
 *
 * <p>{@code lastFrame(film)} gives the picture from which an engine starts the next segment. Films
 * are a stranger's: they are opened only by ffmpeg's programs, in child processes with bounds on
 * time, memory, output and protocols.
 */
@NullMarked
package dev.afterglow.media.finishing;

import org.jspecify.annotations.NullMarked;
