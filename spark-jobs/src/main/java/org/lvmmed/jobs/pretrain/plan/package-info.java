/** What is trained when: the order of an epoch, its graphs, and each worker's part of a round. */
@NullMarked
package org.lvmmed.jobs.pretrain.plan;

import org.jspecify.annotations.NullMarked;
