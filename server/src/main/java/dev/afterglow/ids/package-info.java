/** How the program writes ids and codes. */
@NullMarked
package dev.afterglow.ids;

import org.jspecify.annotations.NullMarked;
