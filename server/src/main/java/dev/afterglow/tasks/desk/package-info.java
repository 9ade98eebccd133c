/**
 * The desk where clients hand in requests and ask after them: {@link
 * dev.afterglow.tasks.desk.Desk}.
 */
@NullMarked
package dev.afterglow.tasks.desk;

import org.jspecify.annotations.NullMarked;
