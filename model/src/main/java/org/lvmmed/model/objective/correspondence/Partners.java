package org.lvmmed.model.objective.correspondence;

import java.util.Arrays;

/**
 * Of two maps, the nearest position of the one for each position of the other, and which of these
 * pairs count: those at the smallest distance. Scratch space, used for one pair of maps after
 * another. Ties go to the lower index.
 */
public final class Partners {

  /** To be filled in before {@link #find}: rows × columns, not negative. */
  public final float[] distance;

  /** For each row its partner among the columns, or −1 where the pair does not count. */
  public final int[] ofRow;

  /** For each column its partner among the rows, or −1. */
  public final int[] ofColumn;

  /** How many rows count. */
  public final int keptRows;

  /** How many columns count. */
  public final int keptColumns;

  private final float[] rowDistance;
  private final float[] columnDistance;

  public Partners(int rows, int columns, int keptRows, int keptColumns) {
    this.keptRows = keptRows;
    this.keptColumns = keptColumns;
    distance = new float[rows * columns];
    ofRow = new int[rows];
    ofColumn = new int[columns];
    rowDistance = new float[rows];
    columnDistance = new float[columns];
  }

  public void find() {
    Arrays.fill(columnDistance, Float.POSITIVE_INFINITY);
    for (int row = 0; row < ofRow.length; row++) {
      nearestColumn(row);
      offerToColumns(row);
    }
    drop(rowDistance, ofRow, keptRows);
    drop(columnDistance, ofColumn, keptColumns);
  }

  private void nearestColumn(int row) {
    int start = row * ofColumn.length;
    int nearest = 0;
    float least = distance[start];
    for (int column = 1; column < ofColumn.length; column++) {
      if (distance[start + column] < least) {
        least = distance[start + column];
        nearest = column;
      }
    }
    rowDistance[row] = least;
    ofRow[row] = nearest;
  }

  private void offerToColumns(int row) {
    int start = row * ofColumn.length;
    for (int column = 0; column < ofColumn.length; column++) {
      if (distance[start + column] < columnDistance[column]) {
        columnDistance[column] = distance[start + column];
        ofColumn[column] = row;
      }
    }
  }

  private static void drop(float[] distances, int[] partner, int kept) {
    if (kept >= partner.length) {
      return;
    }
    long[] order = new long[partner.length];
    for (int p = 0; p < order.length; p++) {
      // Bits of floats that are not negative sort like the floats; the index breaks ties.
      order[p] = ((long) Float.floatToRawIntBits(distances[p]) << 32) | p;
    }
    Arrays.sort(order);
    for (int k = kept; k < order.length; k++) {
      partner[(int) order[k]] = -1;
    }
  }
}
