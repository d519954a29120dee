/** The jobs' bookkeeping on generated corpora of any size. */
@NullMarked
package org.lvmmed.jobs.bench.scale;

import org.jspecify.annotations.NullMarked;
