/** Contrast with the other images of a batch (SimCLR, ICML 2020). */
@NullMarked
package org.lvmmed.model.objective.contrastive;

import org.jspecify.annotations.NullMarked;
