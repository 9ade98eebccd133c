/**
 * The server of stable-diffusion.cpp, which answers the film itself when it is asked for the state:
 * {@link dev.afterglow.engines.sdcpp.SdcppEngine}. What a model is asked for stands in a {@link
 * dev.afterglow.engines.sdcpp.SdcppModel} file.
 */
@NullMarked
package dev.afterglow.engines.sdcpp;

import org.jspecify.annotations.NullMarked;
