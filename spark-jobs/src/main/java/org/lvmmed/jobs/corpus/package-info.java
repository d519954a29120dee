/** The corpus as a table: its columns, its files, and reading it. */
@NullMarked
package org.lvmmed.jobs.corpus;

import org.jspecify.annotations.NullMarked;
