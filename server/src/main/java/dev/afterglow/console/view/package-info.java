/** What templates of the console show: values that are ready to be written, and nothing else. */
@NullMarked
package dev.afterglow.console.view;

import org.jspecify.annotations.NullMarked;
