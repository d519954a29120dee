package org.lvmmed.model.view;

/**
 * A drawn view.
 *
 * @param pixels 3 × size × size normalised values, row-major
 * @param placement where it lies in the image
 */
public record View(float[] pixels, Placement placement) {}
