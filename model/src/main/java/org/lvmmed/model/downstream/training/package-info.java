/** How any task network is trained, and what heads are built of. */
@NullMarked
package org.lvmmed.model.downstream.training;

import org.jspecify.annotations.NullMarked;
