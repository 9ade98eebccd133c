/**
 * Carries an operator's orders out on the data of a server. {@link
 * dev.afterglow.admin.office.Office} is the front; a desk serves each kind of order.
 */
@NullMarked
package dev.afterglow.admin.office;

import org.jspecify.annotations.NullMarked;
