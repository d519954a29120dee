/** Classes of pixels: a U-Net on the encoder. */
@NullMarked
package org.lvmmed.model.downstream.segment;

import org.jspecify.annotations.NullMarked;
