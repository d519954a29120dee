/** Images compared by the prototypes that they belong to (SwAV, DeepCluster-v2). */
@NullMarked
package org.lvmmed.model.objective.clustering;

import org.jspecify.annotations.NullMarked;
