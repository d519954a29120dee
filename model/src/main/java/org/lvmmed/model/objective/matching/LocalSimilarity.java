package org.lvmmed.model.objective.matching;

import org.lvmmed.model.linalg.MatrixProduct;
import org.lvmmed.model.objective.correspondence.Partners;

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
  private final int rows;
  private final int columns;
  private final int channels;
  private final Partners byLocation;
  private final Partners byFeature;

  LocalSimilarity(GraphViews graph, PlacedMaps placed, AffinitySettings settings) {
    this.graph = graph;
    FeatureMaps maps = placed.maps();
    channels = maps.channels();
    source = new PositionVectors(maps, graph.sourceImages());
    target = new PositionVectors(maps, graph.targetImages());
    rows = source.positions;
    columns = target.positions;
    sourceX = placed.coordinates(graph.sourceImages(), 0);
    sourceY = placed.coordinates(graph.sourceImages(), 1);
    targetX = placed.coordinates(graph.targetImages(), 0);
    targetY = placed.coordinates(graph.targetImages(), 1);
    int nodes = graph.nodes();
    cosines =
        MatrixProduct.timesTransposed(
            source.unit, nodes * rows, target.unit, nodes * columns, channels);
    byLocation = new Partners(rows, columns, settings.kept(rows), settings.kept(columns));
    byFeature = new Partners(rows, columns, rows, columns);
  }

  double[] values() {
    int n = graph.nodes();
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < n; a++) {
        findPartners(i, a);
        values[i * n + a] =
            weight(byLocation) * sum(byLocation, i, a) + weight(byFeature) * sum(byFeature, i, a);
      }
    }
    return values;
  }

  /** Of a row's cosine: half of a direction, of which half is by location and half by feature. */
  private static double weight(Partners partners) {
    return 0.25 / partners.keptRows;
  }

  /** Weight of a column's cosine over that of a row's: each direction is a mean of its own. */
  private static double ofColumns(Partners partners) {
    return (double) partners.keptRows / partners.keptColumns;
  }

  private int at(int i, int p, int a, int q) {
    return (i * rows + p) * graph.nodes() * columns + a * columns + q;
  }

  private void findPartners(int i, int a) {
    for (int p = 0; p < rows; p++) {
      placeDistances(i, p, a);
      featureDistances(i, p, a);
    }
    byLocation.find();
    byFeature.find();
  }

  private void placeDistances(int i, int p, int a) {
    int row = p * columns;
    float x = sourceX[i * rows + p];
    float y = sourceY[i * rows + p];
    int start = a * columns;
    for (int q = 0; q < columns; q++) {
      float across = x - targetX[start + q];
      float down = y - targetY[start + q];
      byLocation.distance[row + q] = across * across + down * down;
    }
  }

  /** Squared Euclidean distance from norms and cosine. */
  private void featureDistances(int i, int p, int a) {
    int row = p * columns;
    float norm = source.norms[i * rows + p];
    int start = a * columns;
    int block = at(i, p, a, 0);
    for (int q = 0; q < columns; q++) {
      float other = target.norms[start + q];
      float squared = norm * norm + other * other - 2 * norm * other * cosines[block + q];
      byFeature.distance[row + q] = Math.max(0, squared);
    }
  }

  private double sum(Partners partners, int i, int a) {
    double ofColumns = ofColumns(partners);
    double sum = 0;
    for (int p = 0; p < Math.max(rows, columns); p++) {
      int q = p < rows ? partners.ofRow[p] : -1;
      sum += q < 0 ? 0 : cosines[at(i, p, a, q)];
      int r = p < columns ? partners.ofColumn[p] : -1;
      sum += r < 0 ? 0 : ofColumns * cosines[at(i, r, a, p)];
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
        sourceGradients[i] = allocated(sourceGradients[i], rows);
        targetGradients[a] = allocated(targetGradients[a], columns);
        pairBackward(i, a, weights[k], sourceGradients[i], targetGradients[a]);
      }
    }
    collect(source, sourceGradients);
    collect(target, targetGradients);
  }

  private double[] allocated(double[] gradient, int positions) {
    return gradient == null ? new double[positions * channels] : gradient;
  }

  private void pairBackward(int i, int a, double weight, double[] ds, double[] dt) {
    findPartners(i, a);
    double[] w = new double[rows * columns];
    addWeights(w, byLocation, weight * weight(byLocation));
    addWeights(w, byFeature, weight * weight(byFeature));
    for (int p = 0; p < rows; p++) {
      for (int q = 0; q < columns; q++) {
        if (w[p * columns + q] != 0) {
          cosineBackward(i, p, a, q, w[p * columns + q], ds, dt);
        }
      }
    }
  }

  private void addWeights(double[] w, Partners partners, double weight) {
    for (int p = 0; p < rows; p++) {
      if (partners.ofRow[p] >= 0) {
        w[p * columns + partners.ofRow[p]] += weight;
      }
    }
    double ofColumns = weight * ofColumns(partners);
    for (int q = 0; q < columns; q++) {
      if (partners.ofColumn[q] >= 0) {
        w[partners.ofColumn[q] * columns + q] += ofColumns;
      }
    }
  }

  /** ∂cos(x, y)/∂x = (ŷ − cos·x̂)/|x|; the division follows when the node is collected. */
  private void cosineBackward(int i, int p, int a, int q, double weight, double[] ds, double[] dt) {
    double cosine = cosines[at(i, p, a, q)];
    int row = i * rows + p;
    int column = a * columns + q;
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
