/** Task networks on an encoder: segmentation, detection, classification. */
@NullMarked
package org.lvmmed.model.downstream;

import org.jspecify.annotations.NullMarked;
