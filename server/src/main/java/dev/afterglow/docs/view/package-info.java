/** What the templates of the documentation show. */
@NullMarked
package dev.afterglow.docs.view;

import org.jspecify.annotations.NullMarked;
