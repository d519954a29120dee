/** Variance, invariance and covariance of whole images and of places in them (VICRegL). */
@NullMarked
package org.lvmmed.model.objective.vicregl;

import org.jspecify.annotations.NullMarked;
