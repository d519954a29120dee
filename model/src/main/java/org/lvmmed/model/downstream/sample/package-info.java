/** What task networks learn from: images with labels, masks or boxes, and how they are warped. */
@NullMarked
package org.lvmmed.model.downstream.sample;

import org.jspecify.annotations.NullMarked;
