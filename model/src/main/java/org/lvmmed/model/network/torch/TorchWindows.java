package org.lvmmed.model.network.torch;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.lvmmed.model.network.NetworkNode.WindowAttention;
import org.lvmmed.model.network.RelativePositions;

/**
 * The mixing of {@link WindowAttention}: between its first and its last affine map. A score is
 * q·k/√d + q·R_h[Δrow] + q·R_w[Δcolumn].
 */
final class TorchWindows {

  private final TorchState state;
  private final HostCopies host;
  private final WindowAttention attention;
  private final String name;

  /**
   * @param name of the node
   */
  TorchWindows(TorchState state, HostCopies host, WindowAttention attention, String name) {
    this.state = state;
    this.host = host;
    this.attention = attention;
    this.name = name;
  }

  /**
   * Cuts a map into windows, with zeros below and to the right of it where it does not fill them.
   *
   * @param map batch × rows × columns × width
   * @return windows × rows of a window × columns of a window × width; the map itself where there
   *     are no windows
   */
  Tensor windows(Tensor map) {
    if (!attention.windowed()) {
      return map.alias();
    }
    long side = attention.window();
    long down = windowsOf(map.size(1));
    long across = windowsOf(map.size(2));
    long[] beyond = {0, 0, 0, across * side - map.size(2), 0, down * side - map.size(1)};
    return constant_pad_nd(map, beyond)
        .view(map.size(0), down, side, across, side, map.size(3))
        .transpose(2, 3)
        .reshape(-1, side, side, map.size(3));
  }

  /** The way back, without what was beyond the map: batch × rows × columns × width. */
  Tensor joined(Tensor windows, long rows, long columns) {
    if (!attention.windowed()) {
      return windows;
    }
    long side = attention.window();
    long down = windowsOf(rows);
    long across = windowsOf(columns);
    return windows
        .view(-1, down, across, side, side, windows.size(3))
        .transpose(2, 3)
        .reshape(-1, down * side, across * side, windows.size(3))
        .narrow(1, 0, rows)
        .narrow(2, 0, columns);
  }

  private long windowsOf(long positions) {
    return (positions + attention.window() - 1) / attention.window();
  }

  /**
   * @param qkv queries, keys and values of windows: windows × rows × columns × 3·width
   * @return windows × rows × columns × width
   */
  Tensor mixed(Tensor qkv) {
    long rows = qkv.size(1);
    long columns = qkv.size(2);
    Tensor parts =
        qkv.view(-1, rows * columns, 3, attention.heads(), attention.headWidth())
            .permute(2, 0, 3, 1, 4);
    Tensor queries = parts.select(0, 0);
    TensorOptional bias = new TensorOptional(bias(queries, rows, columns));
    return scaled_dot_product_attention(
            queries,
            parts.select(0, 1),
            parts.select(0, 2),
            bias,
            0,
            false,
            new DoubleOptional(),
            false)
        .transpose(1, 2)
        .reshape(-1, rows, columns, attention.width());
  }

  /**
   * What relative positions add to the scores.
   *
   * @param queries windows × heads × positions × d
   * @return windows × heads × positions × positions
   */
  private Tensor bias(Tensor queries, long rows, long columns) {
    Tensor grid = queries.reshape(-1, attention.heads(), rows, columns, attention.headWidth());
    Tensor byRow = matmul(grid, keys(".rel_pos_h", rows));
    Tensor byColumn = matmul(grid.transpose(2, 3), keys(".rel_pos_w", columns)).transpose(2, 3);
    return byRow
        .unsqueeze(5)
        .add(byColumn.unsqueeze(4))
        .view(-1, attention.heads(), rows * columns, rows * columns);
  }

  /** What is learned for each position of a query and of a key: positions × d × positions. */
  private Tensor keys(String table, long positions) {
    int extent = Math.toIntExact(positions);
    Tensor rows = host.indices(RelativePositions.rows(extent));
    return sized(state.get(name + table), RelativePositions.distances(extent))
        .index_select(0, rows)
        .view(positions, positions, -1)
        .transpose(1, 2);
  }

  private Tensor sized(Tensor table, int distances) {
    int from = attention.distances();
    if (from == distances) {
      return table.alias();
    }
    float[] values = RelativePositions.matrix(from, distances);
    return matmul(host.tensor(values, new long[] {distances, from}), table);
  }
}
