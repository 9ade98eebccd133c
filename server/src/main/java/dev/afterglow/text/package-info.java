/**
 * Text for people: what strangers sent, made fit to be shown, and how near one name is to another.
 */
@NullMarked
package dev.afterglow.text;

import org.jspecify.annotations.NullMarked;
