/** Networks on Deeplearning4j and ND4J. */
@NullMarked
package org.lvmmed.model.network.dl4j;

import org.jspecify.annotations.NullMarked;
