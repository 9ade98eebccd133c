/**
 * What an operator may do: owners, keys, credit, prices, codes, and the doctor that examines the
 * books. {@link dev.afterglow.admin.AdminService} executes commands; {@code AdminListener} takes
 * them from this machine alone, and {@code AdminClient} hands them over.
 */
@NullMarked
package dev.afterglow.admin;

import org.jspecify.annotations.NullMarked;
