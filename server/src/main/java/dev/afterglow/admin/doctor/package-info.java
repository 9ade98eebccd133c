/**
 * Examines whether ledger, tasks and files agree. {@link dev.afterglow.admin.doctor.Doctor} reads
 * the tables itself, not through the code that writes them: a fault there cannot hide itself here.
 */
@NullMarked
package dev.afterglow.admin.doctor;

import org.jspecify.annotations.NullMarked;
