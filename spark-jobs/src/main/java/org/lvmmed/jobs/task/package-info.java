/** The paper's fifteen downstream tasks, as descriptors in {@code conf/tasks}. */
@NullMarked
package org.lvmmed.jobs.task;

import org.jspecify.annotations.NullMarked;
