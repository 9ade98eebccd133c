/**
 * What an operator may do: owners, keys, credit, prices, codes, and the doctor that examines the
 * books. {@link dev.afterglow.admin.Operator} carries orders out; {@code AdminListener} takes them
 * from this machine alone.
 */
@NullMarked
package dev.afterglow.admin;

import org.jspecify.annotations.NullMarked;
