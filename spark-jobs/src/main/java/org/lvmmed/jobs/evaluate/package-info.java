/** Evaluation of encoders: the job, its results and their summary. */
@NullMarked
package org.lvmmed.jobs.evaluate;

import org.jspecify.annotations.NullMarked;
