/**
 * What pretraining minimises: the contract that every objective keeps. Beneath it one package for
 * each method, and {@code embedding}, which they share.
 */
@NullMarked
package org.lvmmed.model.objective;

import org.jspecify.annotations.NullMarked;
