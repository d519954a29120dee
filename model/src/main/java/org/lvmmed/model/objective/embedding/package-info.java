/** From feature maps to embeddings z, and how these do: what objectives share. */
@NullMarked
package org.lvmmed.model.objective.embedding;

import org.jspecify.annotations.NullMarked;
