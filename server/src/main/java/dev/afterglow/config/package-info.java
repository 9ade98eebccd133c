/**
 * Settings: immutable records read once from {@code afterglow.yaml} and the environment; every
 * problem is reported at once. The only package that reads the environment.
 */
@NullMarked
package dev.afterglow.config;

import org.jspecify.annotations.NullMarked;
