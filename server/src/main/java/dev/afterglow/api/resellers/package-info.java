/**
 * The singular form {@code /v1/video/generations}, as new-api and the many sites behind it have it.
 */
@NullMarked
package dev.afterglow.api.resellers;

import org.jspecify.annotations.NullMarked;
