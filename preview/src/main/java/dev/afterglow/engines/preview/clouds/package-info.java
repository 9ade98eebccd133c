/**
 * The sea of clouds seen from above: banks of cumulus modelled once as heaps of lit balls, that
 * pass below the lens at their own pace. {@link dev.afterglow.engines.preview.clouds.CloudSea} is
 * the family.
 */
@NullMarked
package dev.afterglow.engines.preview.clouds;

import org.jspecify.annotations.NullMarked;
