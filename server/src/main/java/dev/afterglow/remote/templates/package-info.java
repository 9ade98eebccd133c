/**
 * Template files that operators may copy and change: {@link
 * dev.afterglow.remote.templates.TemplateFile} finds one, {@link
 * dev.afterglow.remote.templates.Fields} takes it apart and remembers every mistake, so that all of
 * them are told at once, in Chinese or English.
 */
@NullMarked
package dev.afterglow.remote.templates;

import org.jspecify.annotations.NullMarked;
