/** Embeddings whose values tell different things (Barlow Twins, ICML 2021). */
@NullMarked
package org.lvmmed.model.objective.redundancy;

import org.jspecify.annotations.NullMarked;
