/** Classes of whole images: a fine-tuned network, or a head on frozen features. */
@NullMarked
package org.lvmmed.model.downstream.classify;

import org.jspecify.annotations.NullMarked;
