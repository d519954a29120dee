package org.lvmmed.model.objective.matching;

import org.lvmmed.model.objective.embedding.UnitRows;

/** The feature vectors of all positions of one graph's maps in one view, at unit length. */
final class PositionVectors {

  // Channels that are transposed at a time: a cache line of floats.
  private static final int TILE = 16;

  /** n·P × D, row i·P + p. */
  final float[] unit;

  /** n·P, floored. */
  final float[] norms;

  /** P, the same for all. */
  final int positions;

  private final FeatureMaps maps;
  private final int[] images;

  PositionVectors(FeatureMaps maps, int[] images) {
    this.maps = maps;
    this.images = images;
    positions = maps.positions().of(images[0]);
    int area = maps.channels() * positions;
    unit = new float[images.length * area];
    norms = new float[images.length * positions];
    double[] map = new double[area];
    for (int i = 0; i < images.length; i++) {
      maps.read(images[i], map);
      normalise(i, map);
    }
  }

  private void normalise(int node, double[] map) {
    double[] inverse = inverseNorms(node, map);
    for (int first = 0; first < maps.channels(); first += TILE) {
      int last = Math.min(maps.channels(), first + TILE);
      for (int p = 0; p < positions; p++) {
        transpose(node, map, p, first, last, inverse[p]);
      }
    }
  }

  private void transpose(int node, double[] map, int p, int first, int last, double factor) {
    int row = (node * positions + p) * maps.channels();
    for (int d = first; d < last; d++) {
      unit[row + d] = (float) (map[d * positions + p] * factor);
    }
  }

  private double[] inverseNorms(int node, double[] map) {
    double[] squares = new double[positions];
    for (int d = 0; d < maps.channels(); d++) {
      for (int p = 0; p < positions; p++) {
        double v = map[d * positions + p];
        squares[p] += v * v;
      }
    }
    for (int p = 0; p < positions; p++) {
      double norm = Math.max(UnitRows.FLOOR, Math.sqrt(squares[p]));
      norms[node * positions + p] = (float) norm;
      squares[p] = 1 / norm;
    }
    return squares;
  }

  /** out += weight · unit vector of a row. */
  void addUnit(double[] out, int offset, int row, double weight) {
    int channels = maps.channels();
    int start = row * channels;
    for (int d = 0; d < channels; d++) {
      out[offset + d] += weight * unit[start + d];
    }
  }

  /** Adds a node's gradient to that of the maps: P × D, scaled by 1/norm of each position. */
  void addGradient(int node, double[] gradient) {
    int channels = maps.channels();
    double[] map = new double[gradient.length];
    for (int p = 0; p < positions; p++) {
      double norm = norms[node * positions + p];
      double inverse = norm > UnitRows.FLOOR ? 1 / norm : 0;
      for (int d = 0; d < channels; d++) {
        map[d * positions + p] = gradient[p * channels + d] * inverse;
      }
    }
    maps.add(images[node], map);
  }
}
