package org.lvmmed.model.encoder;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.WindowAttention;

/**
 * How large an encoder is, counted from its nodes.
 *
 * @param parameters batch-norm statistics included
 * @param activations values of all nodes' outputs for one image
 */
public record NetworkSize(long parameters, long activations) {

  /** For images of a training view's size. */
  public static NetworkSize of(EncoderSettings settings) {
    return of(settings, settings.inputSize());
  }

  /**
   * @param size rows and columns of an image
   */
  public static NetworkSize of(EncoderSettings settings, int size) {
    Map<String, Map3> shapes = new HashMap<>();
    shapes.put(NetworkGraph.INPUT, new Map3(3, size));
    long activations = 0;
    for (NetworkNode node : EncoderGraph.of(settings).nodes()) {
      Map3 shape = output(node, Objects.requireNonNull(shapes.get(node.inputs().get(0))));
      shapes.put(node.name(), shape);
      activations += kept(node, shape);
    }
    return new NetworkSize(EncoderGraph.of(settings).layout().parameterCount(), activations);
  }

  /** Channels and extent of a map, or of the map that tokens came from. */
  private record Map3(int channels, int extent) {}

  /** What a node keeps for its backward pass; of attention queries, keys and values as well. */
  private static long kept(NetworkNode node, Map3 shape) {
    long values = (long) shape.channels() * shape.extent() * shape.extent();
    if (node.operation() instanceof WindowAttention attention) {
      return kept(attention, shape.extent());
    }
    return node.operation() instanceof Attention ? 4 * values : values;
  }

  /** Scores as well, before and after their softmax: relative positions have gradients by them. */
  private static long kept(WindowAttention attention, int extent) {
    int side = attention.windowed() ? attention.window() : extent;
    long windows = (extent + side - 1) / side;
    long positions = (long) side * side;
    long each = 4 * positions * attention.width() + 2 * positions * positions * attention.heads();
    return windows * windows * each;
  }

  private static Map3 output(NetworkNode node, Map3 input) {
    if (node.operation() instanceof Convolution c) {
      return new Map3(c.outputs(), (input.extent() - 1) / c.stride() + 1);
    }
    if (node.operation() instanceof MaxPool pool) {
      return new Map3(input.channels(), (input.extent() - 1) / pool.stride() + 1);
    }
    if (node.operation() instanceof PatchEmbedding p) {
      return new Map3(p.width(), input.extent() / p.patch());
    }
    if (node.operation() instanceof Linear l) {
      return new Map3(l.outputs(), input.extent());
    }
    return input;
  }
}
