/**
 * The documentation of this server, served by itself: the pages of the repository's {@code docs}
 * folder, what is generated of the code's own tables, samples, search. {@code Docs} is the front.
 * Everything is made of files that come with the program; nothing is asked of another service.
 */
@NullMarked
package dev.afterglow.docs;

import org.jspecify.annotations.NullMarked;
