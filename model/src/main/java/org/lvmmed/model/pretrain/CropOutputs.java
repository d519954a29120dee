package org.lvmmed.model.pretrain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lvmmed.model.network.GraphAffinities;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode.Weights;
import org.lvmmed.model.network.Outputs;
import org.lvmmed.model.objective.MomentumOutputs;

/**
 * What a network computed of two large and of further small views of each image of a batch, cut
 * into views. Views 0 and 1 are the large ones. Gradients are summed over the pairs of views that
 * give them.
 */
final class CropOutputs {

  private static final int LARGE = 2;

  private final Outputs outputs;
  private final boolean[] matrix;
  private final int small;
  private final float share;

  /** Of each output, copied to the host when it is first asked for. */
  private final float[][] values;

  /** Of each output, once a pair has given one. */
  private final float[][] gradients;

  /**
   * @param outputs of the large views, then of the small ones
   * @param small views of each image
   * @param share of a pair of views in the loss
   */
  CropOutputs(Outputs outputs, NetworkGraph graph, int small, float share) {
    this.outputs = outputs;
    this.small = small;
    this.share = share;
    matrix = new boolean[outputs.count() / 2];
    for (int o = 0; o < matrix.length; o++) {
      String name = graph.outputs().get(o);
      matrix[o] =
          graph.nodes().stream()
              .anyMatch(node -> node.name().equals(name) && node.operation() instanceof Weights);
    }
    values = new float[outputs.count()][];
    gradients = new float[outputs.count()][];
  }

  /** What an objective sees of two views of each image. */
  Outputs pair(int first, int second) {
    return new Pair(first, second);
  }

  /** One large view's part of what a network computed of both. */
  MomentumOutputs ofView(MomentumOutputs both, int view) {
    float[][] own = both.values().clone();
    for (int o = 0; o < own.length; o++) {
      int length = own[o].length / LARGE;
      own[o] = matrix[o] ? own[o] : Arrays.copyOfRange(own[o], view * length, (view + 1) * length);
    }
    return new MomentumOutputs(own, both.views() / LARGE);
  }

  /** Hands on what all pairs gave. */
  void setGradients() {
    for (int o = 0; o < gradients.length; o++) {
      float[] gradient = gradients[o];
      if (gradient != null) {
        outputs.setGradient(o, gradient);
      }
    }
  }

  private float[] all(int output) {
    float[] known = values[output];
    if (known == null) {
      known = outputs.values(output);
      values[output] = known;
    }
    return known;
  }

  /** Where a view's part of the network's outputs lies. */
  private record Part(int output, int from, int to) {
    int length() {
      return to - from;
    }
  }

  private Part part(int output, int view) {
    boolean large = view < LARGE;
    int of = large ? output : matrix.length + output;
    int views = large ? LARGE : small;
    int number = large ? view : view - LARGE;
    int length = all(of).length / views;
    return new Part(of, number * length, (number + 1) * length);
  }

  private void add(Part part, float[] gradient, int offset) {
    float[] sum = gradients[part.output()];
    if (sum == null) {
      sum = new float[all(part.output()).length];
      gradients[part.output()] = sum;
    }
    for (int i = 0; i < part.length(); i++) {
      sum[part.from() + i] += share * gradient[offset + i];
    }
  }

  private final class Pair implements Outputs {

    private final int first;
    private final int second;

    Pair(int first, int second) {
      this.first = first;
      this.second = second;
    }

    /** A matrix is the same for all views. */
    private List<Part> parts(int output) {
      return matrix[output]
          ? List.of(new Part(output, 0, all(output).length))
          : List.of(part(output, first), part(output, second));
    }

    @Override
    public int count() {
      return matrix.length;
    }

    @Override
    public float[] values(int output) {
      List<Part> parts = parts(output);
      float[] joined = new float[parts.stream().mapToInt(Part::length).sum()];
      int at = 0;
      for (Part part : parts) {
        System.arraycopy(all(part.output()), part.from(), joined, at, part.length());
        at += part.length();
      }
      return joined;
    }

    @Override
    public void setGradient(int output, float[] gradient) {
      int at = 0;
      for (Part part : parts(output)) {
        add(part, gradient, at);
        at += part.length();
      }
    }

    /** Maps of two sizes are compared on the host. */
    @Override
    public Optional<GraphAffinities> affinities(int output) {
      return first < LARGE && second < LARGE
          ? outputs.affinities(output).map(own -> new ScaledAffinities(own, share))
          : Optional.empty();
    }
  }
}
