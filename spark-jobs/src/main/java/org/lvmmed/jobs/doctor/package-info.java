/** Whether driver and executors are fit for a run, found out by trying. */
@NullMarked
package org.lvmmed.jobs.doctor;

import org.jspecify.annotations.NullMarked;
