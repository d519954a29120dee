/** What follows a run round by round: metrics, logs, probes and checks. */
@NullMarked
package org.lvmmed.jobs.pretrain.watch;

import org.jspecify.annotations.NullMarked;
