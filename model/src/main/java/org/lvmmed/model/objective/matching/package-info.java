/** Second-order graph matching (LVM-Med, NeurIPS 2023). */
@NullMarked
package org.lvmmed.model.objective.matching;

import org.jspecify.annotations.NullMarked;
