/** The state that training changes: as a vector, in a trainer, and in checkpoints. */
@NullMarked
package org.lvmmed.jobs.pretrain.state;

import org.jspecify.annotations.NullMarked;
