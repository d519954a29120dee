package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.Matrix;

/**
 * One graph in its two views.
 *
 * @param source ẑ^s, n × F
 * @param target ẑ^t, n × F
 * @param sourceGraph E^s
 * @param targetGraph E^t
 * @param maps y of the whole batch
 * @param positions of all maps: x, y in the coordinates of the original image, images × P × 2
 * @param sourceImages where the nodes' maps are found in the batch
 * @param targetImages likewise for the second view
 */
record GraphViews(
    Matrix source,
    Matrix target,
    NeighbourGraph sourceGraph,
    NeighbourGraph targetGraph,
    FeatureMaps maps,
    float[] positions,
    int[] sourceImages,
    int[] targetImages) {

  int nodes() {
    return source.rows;
  }

  /**
   * Where the maps of the given images lie.
   *
   * @param axis 0 for x, 1 for y
   * @return one coordinate a position, in the order of the images
   */
  float[] coordinates(int[] images, int axis) {
    int count = maps.positions();
    float[] out = new float[images.length * count];
    for (int k = 0; k < out.length; k++) {
      out[k] = positions[2 * (images[k / count] * count + k % count) + axis];
    }
    return out;
  }
}
