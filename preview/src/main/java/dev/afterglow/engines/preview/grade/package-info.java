/**
 * What happens between the painted picture and the encoder: bloom, tone, grain, the mark in the
 * corner, and BT.709. {@link dev.afterglow.engines.preview.grade.Finish} is the way in.
 */
@NullMarked
package dev.afterglow.engines.preview.grade;

import org.jspecify.annotations.NullMarked;
