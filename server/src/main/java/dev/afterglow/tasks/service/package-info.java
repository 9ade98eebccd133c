/** What clients may do with tasks: {@link dev.afterglow.tasks.service.TaskService}. */
@NullMarked
package dev.afterglow.tasks.service;

import org.jspecify.annotations.NullMarked;
