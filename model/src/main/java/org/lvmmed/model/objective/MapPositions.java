package org.lvmmed.model.objective;

/**
 * How many positions the feature maps of a batch of pairs have.
 *
 * @param images 2B: first views, then second ones
 * @param first P of each first view
 * @param second P of each second view
 */
public record MapPositions(int images, int first, int second) {

  /** P of an image. */
  public int of(int image) {
    return image < images / 2 ? first : second;
  }

  /** Number of the first position of an image, counted through all images. */
  public int start(int image) {
    int pairs = images / 2;
    return image < pairs ? image * first : pairs * first + (image - pairs) * second;
  }

  /** Of all images. */
  public int total() {
    return start(images);
  }
}
