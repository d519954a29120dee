/** Images as workers read them, and the batches that they make of them. */
@NullMarked
package org.lvmmed.jobs.pretrain.data;

import org.jspecify.annotations.NullMarked;
