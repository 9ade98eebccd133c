/**
 * What adapters of engines behind HTTP have in common: {@link dev.afterglow.remote.PollingEngine}
 * hands a job over, asks how it is and copies the film, and a {@link
 * dev.afterglow.remote.VendorProtocol} says how one vendor writes that down. The rules that decide
 * about money stand here once: which answer proves that no job exists, which proves nothing.
 */
@NullMarked
package dev.afterglow.remote;

import org.jspecify.annotations.NullMarked;
