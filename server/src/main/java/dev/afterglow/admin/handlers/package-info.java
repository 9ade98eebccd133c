/**
 * Executes an operator's commands on the data of a server. {@link
 * dev.afterglow.admin.handlers.LocalAdminService} is the front; a handler serves each kind of
 * command.
 */
@NullMarked
package dev.afterglow.admin.handlers;

import org.jspecify.annotations.NullMarked;
