/**
 * What pretraining minimises, as arithmetic on feature maps: graph matching (LVM-Med, NeurIPS 2023)
 * and NT-Xent (SimCLR, ICML 2020), each with its gradient with respect to the maps and to the
 * parameters of its own head.
 */
@NullMarked
package org.lvmmed.model.objective;

import org.jspecify.annotations.NullMarked;
