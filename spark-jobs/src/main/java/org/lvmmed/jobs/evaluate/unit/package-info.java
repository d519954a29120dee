/** The units that an evaluation is cut into: one encoder on one dataset's task by one protocol. */
@NullMarked
package org.lvmmed.jobs.evaluate.unit;

import org.jspecify.annotations.NullMarked;
