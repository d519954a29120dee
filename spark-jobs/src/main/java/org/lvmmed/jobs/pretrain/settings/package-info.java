/** How a run of pretraining is set up. */
@NullMarked
package org.lvmmed.jobs.pretrain.settings;

import org.jspecify.annotations.NullMarked;
