/**
 * Messages about the ends of tasks, to addresses that owners name. {@link
 * dev.afterglow.webhooks.Outbox} writes them down inside the transaction that ends a task, {@link
 * dev.afterglow.webhooks.Dispatcher} delivers them at least once, and {@link
 * dev.afterglow.webhooks.Webhooks} is what owners and operators can do about them. Signed as <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a> has it.
 */
@NullMarked
package dev.afterglow.webhooks;

import org.jspecify.annotations.NullMarked;
