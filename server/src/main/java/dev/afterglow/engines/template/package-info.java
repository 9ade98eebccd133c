/**
 * Any vendor's JSON API that takes an order and is asked how it goes, by configuration alone: a
 * {@link dev.afterglow.engines.template.Template} says how, and {@link
 * dev.afterglow.engines.template.TemplateEngine} opens an engine that does so.
 */
@NullMarked
package dev.afterglow.engines.template;

import org.jspecify.annotations.NullMarked;
