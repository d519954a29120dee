package org.lvmmed.model.pretrain;

import java.util.List;
import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.view.View;

/**
 * Small views of the images of a batch, beside its two large ones.
 *
 * @param count of each image
 * @param size rows and columns, pixels
 * @param pixels count·B × 3 × size × size normalised values: the first of every image, then the
 *     second
 * @param positions where each position of each map lies in its original image: count·B × P × 2
 */
public record SmallViews(int count, int size, float[] pixels, float[] positions) {

  /** None of any image. */
  public static SmallViews none() {
    return new SmallViews(0, 0, new float[0], new float[0]);
  }

  /**
   * @param views the first of every image, then the second
   * @param count of each image
   * @param map of the encoder for views of this size
   */
  static SmallViews of(List<View> views, int count, int size, MapShape map) {
    return new SmallViews(count, size, ViewArrays.pixels(views), ViewArrays.positions(views, map));
  }
}
