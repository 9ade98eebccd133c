/**
 * What a film shows, whoever draws it or gives it sound: a {@link
 * dev.afterglow.engines.preview.scene.Scene} and the {@link
 * dev.afterglow.engines.preview.scene.Events} that are both seen and heard in it. Values only.
 */
@NullMarked
package dev.afterglow.engines.preview.scene;

import org.jspecify.annotations.NullMarked;
