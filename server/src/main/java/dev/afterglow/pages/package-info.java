/**
 * Pages for people: the layout that all of them share, its stylesheet and scripts, and what a
 * reader has chosen (language, theme). {@code Pages} is the front: it renders templates, which are
 * compiled with the program, and sets what a browser may do with them. What a page says is the
 * matter of whoever shows it.
 */
@NullMarked
package dev.afterglow.pages;

import org.jspecify.annotations.NullMarked;
