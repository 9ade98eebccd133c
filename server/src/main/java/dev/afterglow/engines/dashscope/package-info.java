/**
 * Alibaba Cloud's Model Studio, once DashScope: the Wan models of their maker. Orders are tasks
 * that are asked for until they have succeeded or failed.
 */
@NullMarked
package dev.afterglow.engines.dashscope;

import org.jspecify.annotations.NullMarked;
