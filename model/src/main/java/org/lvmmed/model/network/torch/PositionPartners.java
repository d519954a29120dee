package org.lvmmed.model.network.torch;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/**
 * For all pairs of maps of all graphs, the nearest position of the one for each position of the
 * other, and which of these count: those at the smallest distance (partners as in VICRegL, NeurIPS
 * 2022). Ties go to the lower index.
 *
 * @param ofRow G × N × P × N: for position p of a first view, the partner in each second view
 * @param rowCounts of the same shape: 1 where the pair counts, else 0
 * @param ofColumn G × N × N × P: for position p of a second view, the partner in each first view
 * @param columnCounts of the same shape
 */
record PositionPartners(Tensor ofRow, Tensor rowCounts, Tensor ofColumn, Tensor columnCounts) {

  private static final long ROW = 2;
  private static final long COLUMN = 4;

  /**
   * @param distances G × N × P × N × P, not negative
   * @param kept how many positions of a map count
   */
  static PositionPartners of(Tensor distances, int kept) {
    T_TensorTensor_T columns = distances.min(COLUMN, false);
    T_TensorTensor_T rows = distances.min(ROW, false);
    return new PositionPartners(
        columns.get1(), counts(columns.get0(), 2, kept), rows.get1(), counts(rows.get0(), 3, kept));
  }

  private static Tensor counts(Tensor distances, long axis, int kept) {
    if (kept >= distances.size(axis)) {
      return distances.mul(new Scalar(0.0)).add_(new Scalar(1.0));
    }
    Tensor order = distances.sort(new BoolOptional(true), axis, false).get1();
    return distances
        .mul(new Scalar(0.0))
        .scatter_(axis, order.narrow(axis, 0, kept), new Scalar(1.0));
  }

  /**
   * Σ of the cosines of partners that count, in both directions.
   *
   * @param cosines G × N × P × N × P
   * @return G × N × N
   */
  Tensor sums(Tensor cosines) {
    Tensor across = cosines.gather(COLUMN, ofRow.unsqueeze(COLUMN)).squeeze(COLUMN);
    Tensor down = cosines.gather(ROW, ofColumn.unsqueeze(ROW)).squeeze(ROW);
    return sum(across.mul_(rowCounts), 2).add_(sum(down.mul_(columnCounts), 3));
  }

  private static Tensor sum(Tensor tensor, long axis) {
    return tensor.sum(new long[] {axis}, false, new ScalarTypeOptional());
  }

  /**
   * Adds each pair's weight to the positions of it that are partners and count.
   *
   * @param weights K × P × P, K pairs of maps
   * @param row g·N + i of each pair
   * @param pair (g·N + i)·N + a of each pair
   * @param column a of each pair
   * @param pairWeights K
   */
  void addWeights(Tensor weights, Tensor row, Tensor column, Tensor pair, Tensor pairWeights) {
    Tensor each = pairWeights.view(-1, 1);
    Tensor partner = ofPairs(ofRow, row, column);
    Tensor counts = ofPairs(rowCounts, row, column);
    weights.scatter_add_(2, partner.unsqueeze(2), counts.mul(each).unsqueeze(2));
    long positions = ofColumn.size(3);
    Tensor under = ofColumn.reshape(-1, positions).index_select(0, pair);
    Tensor underCounts = columnCounts.reshape(-1, positions).index_select(0, pair);
    weights.scatter_add_(1, under.unsqueeze(1), underCounts.mul(each).unsqueeze(1));
  }

  /** Of G × N × P × N, the K × P of the pairs. */
  private static Tensor ofPairs(Tensor all, Tensor row, Tensor column) {
    long positions = all.size(2);
    long nodes = all.size(3);
    Tensor rows = all.reshape(-1, positions, nodes).index_select(0, row);
    Tensor at = column.view(-1, 1, 1).expand(rows.size(0), positions, 1L);
    return rows.gather(2, at).squeeze(2);
  }
}
