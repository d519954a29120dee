package org.lvmmed.model.objective.embedding;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.Gelu;
import org.lvmmed.model.network.NetworkNode.GlobalMean;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.Relu;

/** The nodes of an objective's head, written down layer after layer. */
public final class HeadLayers {

  private final List<NetworkNode> nodes = new ArrayList<>();
  private final String name;
  private String last;
  private int width;
  private int number;

  /**
   * @param name of the head's part, which its nodes are numbered below
   * @param map the node that it stands on
   * @param channels D of it
   */
  public HeadLayers(String name, String map, int channels) {
    this.name = HeadGraph.PREFIX + name;
    this.last = map;
    this.width = channels;
  }

  /** The mean over positions, before an MLP on the whole image. */
  public HeadLayers pooled() {
    return add(name + ".mean", new GlobalMean());
  }

  /** Affine maps without bias, each followed by batch norm and ReLU. */
  public HeadLayers normalised(int layers, int outputs) {
    for (int layer = 0; layer < layers; layer++) {
      next(new Convolution(width, outputs, 1, 1));
      width = outputs;
      next(new BatchNorm(width));
      next(new Relu());
    }
    return this;
  }

  /** Affine maps, each followed by a GELU. */
  public HeadLayers gelu(int layers, int outputs) {
    for (int layer = 0; layer < layers; layer++) {
      affine(outputs);
      next(new Gelu());
    }
    return this;
  }

  /** One affine map. */
  public HeadLayers affine(int outputs) {
    next(Projection.keepingScale(width, outputs));
    width = outputs;
    return this;
  }

  private void next(Operation operation) {
    add(name + "." + number++, operation);
  }

  private HeadLayers add(String node, Operation operation) {
    nodes.add(new NetworkNode(node, List.of(last), operation));
    last = node;
    return this;
  }

  public List<NetworkNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The node that was written last. */
  public String output() {
    return last;
  }
}
