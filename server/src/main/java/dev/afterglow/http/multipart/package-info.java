/**
 * Forms with files (RFC 7578), read part by part from the request without keeping them. {@link
 * dev.afterglow.http.multipart.Multipart} puts bounds around the parser of Apache Commons.
 */
@NullMarked
package dev.afterglow.http.multipart;

import org.jspecify.annotations.NullMarked;
