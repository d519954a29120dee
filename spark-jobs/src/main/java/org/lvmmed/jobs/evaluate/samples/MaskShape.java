package org.lvmmed.jobs.evaluate.samples;

import java.io.Serializable;
import java.util.BitSet;
import org.lvmmed.model.downstream.sample.ByteMask;

/**
 * What a mask says about its task.
 *
 * @param classes foreground classes that occur
 * @param strokeWidth mean width of the foreground in pixels: twice its area by the length of its
 *     outline, which is exact for a bar and π/4 of the diameter for a disc; 0 where there is none
 * @param longSide of the image, in pixels
 */
record MaskShape(BitSet classes, double strokeWidth, int longSide) implements Serializable {

  static MaskShape of(ByteMask mask) {
    BitSet classes = new BitSet();
    long area = 0;
    long outline = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        int type = mask.at(y, x) & 0xff;
        if (type > 0 && mask.at(y, x) != ByteMask.IGNORED) {
          classes.set(type);
          area++;
          outline += edges(mask, y, x);
        }
      }
    }
    double width = outline == 0 ? 0 : 2.0 * area / outline;
    return new MaskShape(classes, width, Math.max(mask.height(), mask.width()));
  }

  /** Sides of a foreground pixel that touch the background or the image's border. */
  private static int edges(ByteMask mask, int y, int x) {
    int edges = 0;
    edges += y == 0 || mask.at(y - 1, x) == 0 ? 1 : 0;
    edges += y == mask.height() - 1 || mask.at(y + 1, x) == 0 ? 1 : 0;
    edges += x == 0 || mask.at(y, x - 1) == 0 ? 1 : 0;
    edges += x == mask.width() - 1 || mask.at(y, x + 1) == 0 ? 1 : 0;
    return edges;
  }

  /** Width of the foreground in pixels of an image resized to this long side. */
  double strokeAt(int inputSize) {
    return strokeWidth * inputSize / longSide;
  }
}
