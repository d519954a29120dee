package org.lvmmed.model.network.torch;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.relu_;
import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Concatenate;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.GlobalMean;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.Relu;
import org.lvmmed.model.network.NetworkNode.Upsample;
import org.lvmmed.model.network.NetworkNode.Weights;

/**
 * Computes a network's nodes in their order. A node's map is let go after its last reader, and
 * overwritten by it where nothing else needs it: activations are most of a step's memory.
 */
final class TorchForward {

  private static final long[] UNIT = {1, 1};

  private final NetworkGraph graph;
  private final TorchState state;
  private final TorchTokens tokens;
  private final Autocast autocast;
  private final Map<String, Integer> readers = new HashMap<>();
  private final Set<String> replaceable = new HashSet<>();

  TorchForward(NetworkGraph graph, TorchState state, HostCopies host, Autocast autocast) {
    this.graph = graph;
    this.state = state;
    this.tokens = new TorchTokens(state, host);
    this.autocast = autocast;
    graph
        .nodes()
        .forEach(node -> node.inputs().forEach(name -> readers.merge(name, 1, Integer::sum)));
    graph.outputs().forEach(name -> readers.merge(name, 1, Integer::sum));
    for (NetworkNode node : graph.nodes()) {
      // Backward passes of both need what went in, not what came out.
      boolean unneeded = node.operation() instanceof BatchNorm || node.operation() instanceof Add;
      if (unneeded && readers.getOrDefault(node.name(), 0) == 1 && !isOutput(node.name())) {
        replaceable.add(node.name());
      }
    }
  }

  private boolean isOutput(String name) {
    return graph.outputs().contains(name);
  }

  /**
   * @param input count × channels × rows × columns
   * @param training whether batch norms use and move the batch's statistics
   * @return the graph's outputs; the scope that is open owns them
   */
  List<Tensor> run(Tensor input, boolean training) {
    Map<String, Tensor> maps = new HashMap<>();
    Map<String, Integer> left = new HashMap<>(readers);
    maps.put(NetworkGraph.INPUT, input);
    try (Autocast.Region region = autocast.enter()) {
      for (NetworkNode node : graph.nodes()) {
        Tensor computed = compute(node, maps, training);
        node.inputs().forEach(name -> release(name, computed, maps, left));
        maps.put(node.name(), computed);
      }
    }
    return graph.outputs().stream().map(maps::get).toList();
  }

  /**
   * @param computed what the reader gave, which may be the map itself
   */
  private static void release(
      String name, Tensor computed, Map<String, Tensor> maps, Map<String, Integer> left) {
    int remaining = left.merge(name, -1, Integer::sum);
    if (remaining == 0 && !name.equals(NetworkGraph.INPUT)) {
      Tensor done = maps.remove(name);
      if (done != null && done != computed) {
        done.close();
      }
    }
  }

  private Tensor compute(NetworkNode node, Map<String, Tensor> maps, boolean training) {
    Operation operation = node.operation();
    String name = node.name();
    if (operation instanceof Weights) {
      return state.get(name).alias();
    }
    Tensor x = input(node, 0, maps);
    if (operation instanceof Convolution c) {
      long[] padding = {c.padding(), c.padding()};
      long[] stride = {c.stride(), c.stride()};
      return conv2d(x, state.get(name + ".weight"), new TensorOptional(), stride, padding, UNIT, 1);
    }
    if (operation instanceof BatchNorm) {
      return normalised(x, name, training);
    }
    if (operation instanceof Relu) {
      return rectified(x, replaceable.contains(node.inputs().get(0)));
    }
    if (operation instanceof MaxPool p) {
      long[] window = {p.kernel(), p.kernel()};
      long[] padding = {p.padding(), p.padding()};
      return max_pool2d(x, window, new long[] {p.stride(), p.stride()}, padding, UNIT, false);
    }
    if (operation instanceof Add) {
      return sum(x, input(node, 1, maps), replaceable.contains(node.inputs().get(0)));
    }
    if (operation instanceof Concatenate) {
      Tensor[] all = node.inputs().stream().map(maps::get).toArray(Tensor[]::new);
      return cat(new TensorVector(all), 1);
    }
    if (operation instanceof Upsample) {
      return upsample_nearest2d(x, new long[] {2 * x.size(2), 2 * x.size(3)});
    }
    if (TorchTokens.serves(operation)) {
      return tokens.compute(operation, name, x, input(node, node.inputs().size() - 1, maps));
    }
    return inFloat(operation, x, name);
  }

  /** What operations in place return is the same native object as what they were given. */
  private static Tensor rectified(Tensor x, boolean inPlace) {
    if (inPlace) {
      relu_(x);
      return x;
    }
    return relu(x);
  }

  private static Tensor sum(Tensor x, Tensor y, boolean inPlace) {
    if (inPlace) {
      x.add_(y);
      return x;
    }
    return x.add(y);
  }

  private static Tensor input(NetworkNode node, int which, Map<String, Tensor> maps) {
    return Objects.requireNonNull(maps.get(node.inputs().get(which)));
  }

  private Tensor normalised(Tensor x, String name, boolean training) {
    return batch_norm(
        x,
        new TensorOptional(state.get(name + ".weight")),
        new TensorOptional(state.get(name + ".bias")),
        new TensorOptional(state.get(name + ".running_mean")),
        new TensorOptional(state.get(name + ".running_var")),
        training,
        BatchNorm.MOMENTUM,
        BatchNorm.EPSILON,
        true);
  }

  /** What heads end in. */
  private Tensor inFloat(Operation operation, Tensor x, String name) {
    try (Autocast.Region region = autocast.leave()) {
      Tensor wide = x.to(ScalarType.Float);
      if (operation instanceof GlobalMean) {
        return wide.mean(new long[] {2, 3}, true, new ScalarTypeOptional());
      }
      if (operation instanceof Projection) {
        TensorOptional bias = new TensorOptional(state.get(name + ".bias"));
        return conv2d(wide, state.get(name + ".weight"), bias, UNIT, new long[2], UNIT, 1);
      }
      throw new IllegalArgumentException("Not an operation of torch: " + operation);
    }
  }
}
