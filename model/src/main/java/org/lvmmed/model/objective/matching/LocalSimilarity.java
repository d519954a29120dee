package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.MatrixProduct;

/**
 * ½(c_lo(s→t) + c_lo(t→s)) for all pairs of maps of a graph: the mean cosine of partners by
 * location and by feature, in either direction (METHOD, section 2; partners as in VICRegL).
 */
final class LocalSimilarity {

  private final GraphViews graph;
  private final PositionVectors source;
  private final PositionVectors target;
  private final float[] cosines;
  private final float[] sourceX;
  private final float[] sourceY;
  private final float[] targetX;
  private final float[] targetY;
  private final int positions;
  private final int channels;
  private final Partners byLocation;
  private final Partners byFeature;
  private final double locationWeight;
  private final double featureWeight;

  LocalSimilarity(GraphViews graph, PlacedMaps placed, AffinitySettings settings) {
    this.graph = graph;
    FeatureMaps maps = placed.maps();
    positions = maps.positions();
    channels = maps.channels();
    source = new PositionVectors(maps, graph.sourceImages());
    target = new PositionVectors(maps, graph.targetImages());
    sourceX = placed.coordinates(graph.sourceImages(), 0);
    sourceY = placed.coordinates(graph.sourceImages(), 1);
    targetX = placed.coordinates(graph.targetImages(), 0);
    targetY = placed.coordinates(graph.targetImages(), 1);
    int rows = graph.nodes() * positions;
    cosines = MatrixProduct.timesTransposed(source.unit, rows, target.unit, rows, channels);
    int kept = settings.kept(positions);
    byLocation = new Partners(positions, kept);
    byFeature = new Partners(positions, positions);
    locationWeight = 0.25 / kept;
    featureWeight = 0.25 / positions;
  }

  double[] values() {
    int n = graph.nodes();
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < n; a++) {
        findPartners(i, a);
        values[i * n + a] =
            locationWeight * sum(byLocation, i, a) + featureWeight * sum(byFeature, i, a);
      }
    }
    return values;
  }

  private int at(int i, int p, int a, int q) {
    return (i * positions + p) * graph.nodes() * positions + a * positions + q;
  }

  private void findPartners(int i, int a) {
    for (int p = 0; p < positions; p++) {
      placeDistances(i, p, a);
      featureDistances(i, p, a);
    }
    byLocation.find();
    byFeature.find();
  }

  private void placeDistances(int i, int p, int a) {
    int row = p * positions;
    float x = sourceX[i * positions + p];
    float y = sourceY[i * positions + p];
    int start = a * positions;
    for (int q = 0; q < positions; q++) {
      float across = x - targetX[start + q];
      float down = y - targetY[start + q];
      byLocation.distance[row + q] = across * across + down * down;
    }
  }

  /** Squared Euclidean distance from norms and cosine. */
  private void featureDistances(int i, int p, int a) {
    int row = p * positions;
    float norm = source.norms[i * positions + p];
    int start = a * positions;
    int block = at(i, p, a, 0);
    for (int q = 0; q < positions; q++) {
      float other = target.norms[start + q];
      float squared = norm * norm + other * other - 2 * norm * other * cosines[block + q];
      byFeature.distance[row + q] = Math.max(0, squared);
    }
  }

  private double sum(Partners partners, int i, int a) {
    double sum = 0;
    for (int p = 0; p < positions; p++) {
      int q = partners.ofRow[p];
      sum += q < 0 ? 0 : cosines[at(i, p, a, q)];
      int r = partners.ofColumn[p];
      sum += r < 0 ? 0 : cosines[at(i, r, a, p)];
    }
    return sum;
  }

  /** Adds the gradient of Σ weights ∘ values to that of the maps. */
  void backward(double[] weights) {
    int n = graph.nodes();
    double[][] sourceGradients = new double[n][];
    double[][] targetGradients = new double[n][];
    for (int k = 0; k < n * n; k++) {
      if (weights[k] != 0) {
        int i = k / n;
        int a = k % n;
        sourceGradients[i] = allocated(sourceGradients[i]);
        targetGradients[a] = allocated(targetGradients[a]);
        pairBackward(i, a, weights[k], sourceGradients[i], targetGradients[a]);
      }
    }
    collect(source, sourceGradients);
    collect(target, targetGradients);
  }

  private double[] allocated(double[] gradient) {
    return gradient == null ? new double[positions * channels] : gradient;
  }

  private void pairBackward(int i, int a, double weight, double[] ds, double[] dt) {
    findPartners(i, a);
    double[] w = new double[positions * positions];
    addWeights(w, byLocation, weight * locationWeight);
    addWeights(w, byFeature, weight * featureWeight);
    for (int p = 0; p < positions; p++) {
      for (int q = 0; q < positions; q++) {
        if (w[p * positions + q] != 0) {
          cosineBackward(i, p, a, q, w[p * positions + q], ds, dt);
        }
      }
    }
  }

  private void addWeights(double[] w, Partners partners, double weight) {
    for (int p = 0; p < positions; p++) {
      if (partners.ofRow[p] >= 0) {
        w[p * positions + partners.ofRow[p]] += weight;
      }
      if (partners.ofColumn[p] >= 0) {
        w[partners.ofColumn[p] * positions + p] += weight;
      }
    }
  }

  /** ∂cos(x, y)/∂x = (ŷ − cos·x̂)/|x|; the division follows when the node is collected. */
  private void cosineBackward(int i, int p, int a, int q, double weight, double[] ds, double[] dt) {
    double cosine = cosines[at(i, p, a, q)];
    int row = i * positions + p;
    int column = a * positions + q;
    target.addUnit(ds, p * channels, column, weight);
    source.addUnit(ds, p * channels, row, -weight * cosine);
    source.addUnit(dt, q * channels, row, weight);
    target.addUnit(dt, q * channels, column, -weight * cosine);
  }

  private static void collect(PositionVectors vectors, double[][] gradients) {
    for (int node = 0; node < gradients.length; node++) {
      if (gradients[node] != null) {
        vectors.addGradient(node, gradients[node]);
      }
    }
  }
}
