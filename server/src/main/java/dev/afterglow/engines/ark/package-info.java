/**
 * Volcengine's Ark and BytePlus' ModelArk, which are the same: the Seedance models of their maker.
 * Orders are tasks that are asked for until they have succeeded or failed.
 */
@NullMarked
package dev.afterglow.engines.ark;

import org.jspecify.annotations.NullMarked;
