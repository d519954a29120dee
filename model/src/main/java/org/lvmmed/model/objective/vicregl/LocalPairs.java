package org.lvmmed.model.objective.vicregl;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.linalg.Matrix;
import org.lvmmed.model.objective.MapPositions;
import org.lvmmed.model.objective.PairBatch;
import org.lvmmed.model.objective.correspondence.Partners;

/**
 * Positions of the two views of each image that belong together (VICRegL, section 3): of each
 * position its nearest one in the other view, by place in the image or by embedding, of which a
 * view's nearest pairs count. Both ways, each by itself.
 */
final class LocalPairs {

  /** Numbers of rows that belong together: x[k] of a first view, y[k] of a second one. */
  record Pairs(int[] x, int[] y) {}

  private final MapPositions maps;
  private final float[] places;
  private final Matrix rows;
  private final Partners partners;

  /**
   * @param rows embeddings, one row a position
   */
  LocalPairs(PairBatch batch, Matrix rows, VicReglSettings settings) {
    this.maps = batch.maps();
    this.places = batch.positions();
    this.rows = rows;
    this.partners =
        new Partners(
            maps.first(), maps.second(), settings.kept(maps.first()), settings.kept(maps.second()));
  }

  /** From first views to second ones, then from second to first, by their places. */
  List<Pairs> byPlace() {
    return pairs(this::apart);
  }

  /** Likewise, by their embeddings. */
  List<Pairs> byEmbedding() {
    return pairs(this::unlike);
  }

  /** How far apart two positions are. */
  @FunctionalInterface
  private interface Distance {
    double of(int first, int second);
  }

  private double apart(int first, int second) {
    double across = places[2 * first] - places[2 * second];
    double down = places[2 * first + 1] - places[2 * second + 1];
    return across * across + down * down;
  }

  private double unlike(int first, int second) {
    double sum = 0;
    for (int c = 0; c < rows.columns; c++) {
      double d = rows.values[first * rows.columns + c] - rows.values[second * rows.columns + c];
      sum += d * d;
    }
    return sum;
  }

  private List<Pairs> pairs(Distance distance) {
    List<int[]> forth = new ArrayList<>();
    List<int[]> back = new ArrayList<>();
    for (int image = 0; image < maps.images() / 2; image++) {
      int first = maps.start(image);
      int second = maps.start(maps.images() / 2 + image);
      find(distance, first, second);
      for (int p = 0; p < maps.first(); p++) {
        if (partners.ofRow[p] >= 0) {
          forth.add(new int[] {first + p, second + partners.ofRow[p]});
        }
      }
      for (int q = 0; q < maps.second(); q++) {
        if (partners.ofColumn[q] >= 0) {
          back.add(new int[] {first + partners.ofColumn[q], second + q});
        }
      }
    }
    return List.of(joined(forth), joined(back));
  }

  private void find(Distance distance, int first, int second) {
    for (int p = 0; p < maps.first(); p++) {
      for (int q = 0; q < maps.second(); q++) {
        partners.distance[p * maps.second() + q] = (float) distance.of(first + p, second + q);
      }
    }
    partners.find();
  }

  private static Pairs joined(List<int[]> pairs) {
    return new Pairs(
        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
        pairs.stream().mapToInt(pair -> pair[1]).toArray());
  }
}
