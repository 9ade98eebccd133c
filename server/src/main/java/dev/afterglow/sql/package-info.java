/**
 * The database: transactions, the batching writer of SQLite, readers, migrations, and the few
 * places where SQL dialects differ. {@code Database} is the front.
 */
@NullMarked
package dev.afterglow.sql;

import org.jspecify.annotations.NullMarked;
