/**
 * Several processes on one PostgreSQL: who is there and whose lease runs ({@code Membership}), one
 * clock for all, messages between nodes, and what only one of them does at a time ({@code Leases}).
 */
@NullMarked
package dev.afterglow.fleet;

import org.jspecify.annotations.NullMarked;
