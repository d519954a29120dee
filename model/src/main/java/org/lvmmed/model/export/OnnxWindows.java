package org.lvmmed.model.export;

import org.lvmmed.model.encoder.MapShape;
import org.lvmmed.model.network.NetworkNode.WindowAttention;
import org.lvmmed.model.network.RelativePositions;

/** {@link WindowAttention} as ONNX nodes, for a map of known extent. */
final class OnnxWindows {

  private final OnnxBuilder onnx;
  private final WindowAttention attention;
  private final MapShape map;
  private final int rows;
  private final int columns;
  private final int down;
  private final int across;

  OnnxWindows(OnnxBuilder onnx, WindowAttention attention, MapShape map) {
    this.onnx = onnx;
    this.attention = attention;
    this.map = map;
    this.rows = attention.windowed() ? attention.window() : map.rows();
    this.columns = attention.windowed() ? attention.window() : map.columns();
    this.down = (map.rows() + rows - 1) / rows;
    this.across = (map.columns() + columns - 1) / columns;
  }

  /**
   * @param x tokens: batch × positions × width
   * @param name of the node
   */
  void add(String x, String name, String output) {
    String all = onnx.name();
    onnx.linear(windows(x), name + ".qkv", all);
    String split = onnx.reshaped(all, 0, 0, 3, attention.heads(), attention.headWidth());
    String parts = onnx.transposed(split, 2, 0, 3, 1, 4);
    String queries = onnx.made("Gather", parts, onnx.index(0));
    String keys = onnx.transposed(onnx.made("Gather", parts, onnx.index(1)), 0, 1, 3, 2);
    String values = onnx.made("Gather", parts, onnx.index(2));
    String scale = onnx.scalar(1 / Math.sqrt(attention.headWidth()));
    String products = onnx.made("Mul", onnx.made("MatMul", queries, keys), scale);
    String scores = onnx.made("Add", products, bias(queries, name));
    String mixed = onnx.transposed(onnx.made("MatMul", onnx.softmax(scores), values), 0, 2, 1, 3);
    onnx.linear(joined(mixed), name + ".proj", output);
  }

  /** Windows of all images × positions × width, zeros where they reach beyond the map. */
  private String windows(String x) {
    int width = attention.width();
    String grid = onnx.reshaped(x, -1, map.rows(), map.columns(), width);
    int below = down * rows - map.rows();
    int right = across * columns - map.columns();
    String whole = onnx.made("Pad", grid, onnx.longs(0, 0, 0, 0, 0, below, right, 0));
    String cut = onnx.reshaped(whole, -1, down, rows, across, columns, width);
    String together = onnx.transposed(cut, 0, 1, 3, 2, 4, 5);
    return onnx.reshaped(together, -1, (long) rows * columns, width);
  }

  /** The way back, without what was beyond the map: batch × positions × width. */
  private String joined(String mixed) {
    int width = attention.width();
    String cut = onnx.reshaped(mixed, -1, down, across, rows, columns, width);
    String together = onnx.transposed(cut, 0, 1, 3, 2, 4, 5);
    String whole = onnx.reshaped(together, -1, (long) down * rows, (long) across * columns, width);
    String[] slice = {
      whole, onnx.longs(0, 0), onnx.longs(map.rows(), map.columns()), onnx.longs(1, 2)
    };
    return onnx.reshaped(onnx.made("Slice", slice), -1, map.positions(), width);
  }

  /** What relative positions add: windows × heads × positions × positions. */
  private String bias(String queries, String name) {
    String grid = onnx.reshaped(queries, 0, 0, rows, columns, attention.headWidth());
    String byRow = onnx.made("MatMul", grid, keys(name + ".rel_pos_h", rows));
    String turned = onnx.transposed(grid, 0, 1, 3, 2, 4);
    String products = onnx.made("MatMul", turned, keys(name + ".rel_pos_w", columns));
    String byColumn = onnx.transposed(products, 0, 1, 3, 2, 4);
    String sum =
        onnx.made(
            "Add",
            onnx.reshaped(byRow, -1, attention.heads(), rows, columns, rows, 1),
            onnx.reshaped(byColumn, -1, attention.heads(), rows, columns, 1, columns));
    long positions = (long) rows * columns;
    return onnx.reshaped(sum, -1, attention.heads(), positions, positions);
  }

  /** What is learned for each position of a query and of a key: positions × d × positions. */
  private String keys(String table, int positions) {
    String each = onnx.gathered(table, RelativePositions.rows(positions));
    String byQuery = onnx.reshaped(each, positions, positions, attention.headWidth());
    return onnx.transposed(byQuery, 0, 2, 1);
  }
}
