package org.lvmmed.model.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.PlacedTokens;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.Weights;
import org.lvmmed.model.network.NetworkNode.WindowAttention;

/**
 * Where each named tensor of a network lies in its state, the same for every engine. The state is
 * one vector of four parts: weights, statistics of batch norms, and for each weight Adam's first
 * and second moments. Weights and statistics together are the network's parameters. Names and
 * shapes are torchvision's, values in C order.
 *
 * @param weights what gradients move, in the order of the nodes, without gaps
 * @param statistics running means, each followed by its running variance; after the weights
 */
public record StateLayout(List<ParameterTensor> weights, List<ParameterTensor> statistics)
    implements Serializable {

  public StateLayout {
    weights = List.copyOf(weights);
    statistics = List.copyOf(statistics);
  }

  static StateLayout of(List<NetworkNode> nodes) {
    Builder weights = new Builder(0);
    for (NetworkNode node : nodes) {
      addWeights(weights, node);
    }
    Builder statistics = new Builder(weights.end);
    for (NetworkNode node : nodes) {
      if (node.operation() instanceof BatchNorm norm) {
        statistics.add(node.name() + ".running_mean", norm.channels());
        statistics.add(node.name() + ".running_var", norm.channels());
      }
    }
    return new StateLayout(weights.tensors, statistics.tensors);
  }

  private static void addWeights(Builder weights, NetworkNode node) {
    String name = node.name();
    if (node.operation() instanceof Convolution c) {
      weights.add(name + ".weight", c.outputs(), c.inputs(), c.kernel(), c.kernel());
    } else if (node.operation() instanceof BatchNorm norm) {
      weights.add(name + ".weight", norm.channels());
      weights.add(name + ".bias", norm.channels());
    } else if (node.operation() instanceof Projection p) {
      weights.add(name + ".weight", p.outputs(), p.inputs(), 1, 1);
      weights.add(name + ".bias", p.outputs());
    } else if (node.operation() instanceof Weights w) {
      weights.add(name, w.rows(), w.columns());
    } else {
      addTokenWeights(weights, name, node.operation());
    }
  }

  /** Of the parts of a transformer. */
  private static void addTokenWeights(Builder weights, String name, Operation operation) {
    if (operation instanceof PatchEmbedding p) {
      weights.add(name + ".weight", p.width(), p.inputs(), p.patch(), p.patch());
      weights.add(name + ".bias", p.width());
    } else if (operation instanceof ClassToken token) {
      weights.add(name, 1, 1, token.width());
    } else if (operation instanceof Positions p) {
      weights.add(name, 1, 1 + p.grid() * p.grid(), p.width());
    } else if (operation instanceof PlacedTokens p) {
      weights.add(name, 1, p.grid(), p.grid(), p.width());
    } else if (operation instanceof LayerNorm norm) {
      weights.add(name + ".weight", norm.width());
      weights.add(name + ".bias", norm.width());
    } else if (operation instanceof Linear l) {
      addLinear(weights, name, l.inputs(), l.outputs());
    } else if (operation instanceof Attention a) {
      addLinear(weights, name + ".qkv", a.width(), 3 * a.width());
      addLinear(weights, name + ".proj", a.width(), a.width());
    } else if (operation instanceof WindowAttention a) {
      weights.add(name + ".rel_pos_h", a.distances(), a.headWidth());
      weights.add(name + ".rel_pos_w", a.distances(), a.headWidth());
      addLinear(weights, name + ".qkv", a.width(), 3 * a.width());
      addLinear(weights, name + ".proj", a.width(), a.width());
    }
  }

  private static void addLinear(Builder weights, String name, int inputs, int outputs) {
    weights.add(name + ".weight", outputs, inputs);
    weights.add(name + ".bias", outputs);
  }

  private static final class Builder {
    private final List<ParameterTensor> tensors = new ArrayList<>();
    private int end;

    Builder(int end) {
      this.end = end;
    }

    void add(String name, int... shape) {
      ParameterTensor tensor = new ParameterTensor(name, end, shape);
      tensors.add(tensor);
      end = tensor.end();
    }
  }

  /** Number of weights. */
  public int weightCount() {
    return weights.isEmpty() ? 0 : weights.get(weights.size() - 1).end();
  }

  /** Number of weights and statistics. */
  public int parameterCount() {
    return statistics.isEmpty() ? weightCount() : statistics.get(statistics.size() - 1).end();
  }

  /** Length of the whole state. */
  public int stateLength() {
    return parameterCount() + 2 * weightCount();
  }

  /** Weights, then statistics. */
  public List<ParameterTensor> tensors() {
    return Stream.concat(weights.stream(), statistics.stream()).toList();
  }

  /**
   * @throws IllegalArgumentException where there is none of that name
   */
  public ParameterTensor tensor(String name) {
    return tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No tensor " + name + " in the network"));
  }

  /** A state of given parameters before the first step. */
  public State fresh(float[] parameters) {
    requireLength("parameters", parameterCount(), parameters);
    return new State(java.util.Arrays.copyOf(parameters, stateLength()), 0);
  }

  /** The parameters of a state (a copy). */
  public float[] parameters(State state) {
    requireLength("state", stateLength(), state.values());
    return java.util.Arrays.copyOf(state.values(), parameterCount());
  }

  /**
   * Copies another network's parameters over those of the same names here, all of which must be
   * here: an encoder's into those of the encoder with a head.
   *
   * @param source parameters in the other layout
   * @param target parameters in this layout
   */
  public void copyFrom(StateLayout other, float[] source, float[] target) {
    other.requireLength("encoder", other.parameterCount(), source);
    for (ParameterTensor tensor : other.tensors()) {
      System.arraycopy(
          source, tensor.offset(), target, tensor(tensor.name()).offset(), tensor.length());
    }
  }

  /**
   * Another network's parameters out of those here, by name: an encoder's out of a trained one's.
   */
  public float[] extract(StateLayout other, float[] parameters) {
    float[] out = new float[other.parameterCount()];
    for (ParameterTensor tensor : other.tensors()) {
      System.arraycopy(
          parameters, tensor(tensor.name()).offset(), out, tensor.offset(), tensor.length());
    }
    return out;
  }

  /**
   * @throws IllegalArgumentException naming what has another length
   */
  public void requireLength(String what, int expected, float[] values) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "Invalid %s: %d values where the network has %d; it belongs to another architecture or configuration"
              .formatted(what, values.length, expected));
    }
  }
}
