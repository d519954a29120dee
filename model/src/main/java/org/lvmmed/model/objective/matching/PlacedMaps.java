package org.lvmmed.model.objective.matching;

/**
 * Feature maps, and where they lie in the images that they are of.
 *
 * @param maps y of a whole batch
 * @param places of all positions of all maps: x, y in the coordinates of the original image, images
 *     × P × 2
 */
record PlacedMaps(FeatureMaps maps, float[] places) {

  /**
   * Where the maps of some images lie.
   *
   * @param axis 0 for x, 1 for y
   * @return one coordinate a position, in the order of the images
   */
  float[] coordinates(int[] images, int axis) {
    int count = maps.positions();
    float[] out = new float[images.length * count];
    for (int k = 0; k < out.length; k++) {
      out[k] = places[2 * (images[k / count] * count + k % count) + axis];
    }
    return out;
  }
}
