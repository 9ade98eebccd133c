/**
 * How people get into the console: links that work once, passwords, and the sessions that both
 * begin. A session is never a key, and a key is never a session.
 */
@NullMarked
package dev.afterglow.signin;

import org.jspecify.annotations.NullMarked;
