/** One self-contained page on what went in, how training went and what came out. */
@NullMarked
package org.lvmmed.jobs.report;

import org.jspecify.annotations.NullMarked;
