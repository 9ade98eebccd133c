/** What happens to threads that a server cannot do without, and to the process with them. */
@NullMarked
package dev.afterglow.lifecycle;

import org.jspecify.annotations.NullMarked;
