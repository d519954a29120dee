package org.lvmmed.model.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lvmmed.model.network.GridResize;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.PlacedTokens;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.WindowAttention;
import org.lvmmed.model.network.RelativePositions;

/**
 * What a transformer learned for the places of a grid, fitted to the grid of another input size.
 * Whatever has not the form of such a tensor is left as it is.
 */
final class PlaceTensors {

  private final Map<String, NamedTensor> tensors;

  private PlaceTensors(Map<String, NamedTensor> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** Of a network's tensors, those of places resized to what the network has. */
  static Map<String, NamedTensor> fitted(Map<String, NamedTensor> tensors, NetworkGraph graph) {
    PlaceTensors fitted = new PlaceTensors(tensors);
    graph.nodes().forEach(fitted::fit);
    return fitted.tensors;
  }

  private void fit(NetworkNode node) {
    if (node.operation() instanceof Positions p) {
      tensors.computeIfPresent(node.name(), (name, given) -> afterClassToken(given, p.grid()));
    } else if (node.operation() instanceof PlacedTokens p) {
      tensors.computeIfPresent(node.name(), (name, given) -> grid(given, p.grid()));
    } else if (node.operation() instanceof WindowAttention a && !a.windowed()) {
      tensors.computeIfPresent(node.name() + ".rel_pos_h", (name, given) -> distances(given, a));
      tensors.computeIfPresent(node.name() + ".rel_pos_w", (name, given) -> distances(given, a));
    }
  }

  /** One row of a tensor each, after that of the class token. */
  private static NamedTensor afterClassToken(NamedTensor given, int grid) {
    int[] shape = given.shape();
    if (shape.length != 3 || shape[0] != 1 || shape[1] < 2) {
      return given;
    }
    int side = (int) Math.round(Math.sqrt(shape[1] - 1));
    if (side * side != shape[1] - 1 || side == grid) {
      return given;
    }
    int width = shape[2];
    float[] cells = new float[side * side * width];
    System.arraycopy(given.values(), width, cells, 0, cells.length);
    float[] resized = GridResize.resize(cells, width, side, grid);
    float[] values = new float[width + resized.length];
    System.arraycopy(given.values(), 0, values, 0, width);
    System.arraycopy(resized, 0, values, width, resized.length);
    return new NamedTensor(given.name(), new int[] {1, 1 + grid * grid, width}, values);
  }

  /** One row of a tensor each, laid out as rows and columns. */
  private static NamedTensor grid(NamedTensor given, int grid) {
    int[] shape = given.shape();
    if (shape.length != 4 || shape[0] != 1 || shape[1] != shape[2] || shape[1] == grid) {
      return given;
    }
    float[] values = GridResize.resize(given.values(), shape[3], shape[1], grid);
    return new NamedTensor(given.name(), new int[] {1, grid, grid, shape[3]}, values);
  }

  /** One row for each distance. */
  private static NamedTensor distances(NamedTensor given, WindowAttention attention) {
    int[] shape = given.shape();
    int rows = attention.distances();
    if (shape.length != 2 || shape[0] % 2 == 0 || shape[0] == rows) {
      return given;
    }
    float[] values = RelativePositions.resize(given.values(), shape[1], rows);
    return new NamedTensor(given.name(), new int[] {rows, shape[1]}, values);
  }
}
