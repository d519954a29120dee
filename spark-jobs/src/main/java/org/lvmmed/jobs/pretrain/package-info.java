/** Data-parallel pretraining with parameter averaging. */
@NullMarked
package org.lvmmed.jobs.pretrain;

import org.jspecify.annotations.NullMarked;
