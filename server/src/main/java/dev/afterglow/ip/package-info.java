/** Addresses of the internet protocol and networks of them, as operators write both. */
@NullMarked
package dev.afterglow.ip;

import org.jspecify.annotations.NullMarked;
