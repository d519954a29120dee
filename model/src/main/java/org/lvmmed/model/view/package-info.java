/** Random views of an image, drawn by hashes so that any worker draws the same ones. */
@NullMarked
package org.lvmmed.model.view;

import org.jspecify.annotations.NullMarked;
