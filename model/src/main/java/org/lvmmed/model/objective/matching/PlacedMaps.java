package org.lvmmed.model.objective.matching;

/**
 * Feature maps, and where they lie in the images that they are of.
 *
 * @param maps y of a whole batch
 * @param places x, y of all positions of all maps, in the coordinates of the original image
 */
record PlacedMaps(FeatureMaps maps, float[] places) {

  /**
   * Where the maps of some images of one view lie.
   *
   * @param axis 0 for x, 1 for y
   * @return one coordinate a position, in the order of the images
   */
  float[] coordinates(int[] images, int axis) {
    int count = maps.positions().of(images[0]);
    float[] out = new float[images.length * count];
    for (int k = 0; k < out.length; k++) {
      out[k] = places[2 * (maps.positions().start(images[k / count]) + k % count) + axis];
    }
    return out;
  }
}
