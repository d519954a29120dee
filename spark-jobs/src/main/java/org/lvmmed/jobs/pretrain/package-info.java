/** Data-parallel pretraining with parameter averaging: the job, and the loop over its rounds. */
@NullMarked
package org.lvmmed.jobs.pretrain;

import org.jspecify.annotations.NullMarked;
