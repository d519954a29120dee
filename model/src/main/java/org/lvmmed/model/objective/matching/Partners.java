package org.lvmmed.model.objective.matching;

import java.util.Arrays;

/**
 * Of two maps, the nearest position of the one for each position of the other, and which of these
 * pairs count: those at the smallest distance. Scratch space, used for one pair of maps after
 * another. Ties go to the lower index.
 */
final class Partners {

  /** To be filled in before {@link #find}: rows × columns, not negative. */
  final float[] distance;

  /** For each row its partner among the columns, or −1 where the pair does not count. */
  final int[] ofRow;

  /** For each column its partner among the rows, or −1. */
  final int[] ofColumn;

  private final int positions;
  private final int kept;
  private final float[] rowDistance;
  private final float[] columnDistance;
  private final long[] order;

  Partners(int positions, int kept) {
    this.positions = positions;
    this.kept = kept;
    distance = new float[positions * positions];
    ofRow = new int[positions];
    ofColumn = new int[positions];
    rowDistance = new float[positions];
    columnDistance = new float[positions];
    order = new long[positions];
  }

  void find() {
    Arrays.fill(columnDistance, Float.POSITIVE_INFINITY);
    for (int row = 0; row < positions; row++) {
      nearestColumn(row);
      offerToColumns(row);
    }
    if (kept < positions) {
      drop(rowDistance, ofRow);
      drop(columnDistance, ofColumn);
    }
  }

  private void nearestColumn(int row) {
    int start = row * positions;
    int nearest = 0;
    float least = distance[start];
    for (int column = 1; column < positions; column++) {
      if (distance[start + column] < least) {
        least = distance[start + column];
        nearest = column;
      }
    }
    rowDistance[row] = least;
    ofRow[row] = nearest;
  }

  private void offerToColumns(int row) {
    int start = row * positions;
    for (int column = 0; column < positions; column++) {
      if (distance[start + column] < columnDistance[column]) {
        columnDistance[column] = distance[start + column];
        ofColumn[column] = row;
      }
    }
  }

  private void drop(float[] distances, int[] partner) {
    for (int p = 0; p < positions; p++) {
      // Bits of floats that are not negative sort like the floats; the index breaks ties.
      order[p] = ((long) Float.floatToRawIntBits(distances[p]) << 32) | p;
    }
    Arrays.sort(order);
    for (int k = kept; k < positions; k++) {
      partner[(int) order[k]] = -1;
    }
  }
}
