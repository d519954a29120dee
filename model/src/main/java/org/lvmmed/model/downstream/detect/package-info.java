/** Boxes: a one-stage anchor-free detector on the encoder's pyramid. */
@NullMarked
package org.lvmmed.model.downstream.detect;

import org.jspecify.annotations.NullMarked;
