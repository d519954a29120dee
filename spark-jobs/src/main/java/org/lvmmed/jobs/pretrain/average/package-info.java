/** The average of what workers made in a round, and the step that is taken towards it. */
@NullMarked
package org.lvmmed.jobs.pretrain.average;

import org.jspecify.annotations.NullMarked;
