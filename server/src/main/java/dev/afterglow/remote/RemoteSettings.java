package dev.afterglow.remote;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.net.DownloadBounds;

/**
 * What every engine behind HTTP is configured with, whatever its vendor.
 *
 * @param name the operator's name of the engine
 */
public record RemoteSettings(
    String name, Capabilities capabilities, Capacity capacity, DownloadBounds download) {}
