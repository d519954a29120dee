/** A network that learns from its own moving average (DINO). */
@NullMarked
package org.lvmmed.model.objective.distillation;

import org.jspecify.annotations.NullMarked;
