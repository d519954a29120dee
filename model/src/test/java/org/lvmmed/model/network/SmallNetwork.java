package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Concatenate;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.GlobalMean;
import org.lvmmed.model.network.NetworkNode.MaxPool;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.Relu;
import org.lvmmed.model.network.NetworkNode.Upsample;
import org.lvmmed.model.network.NetworkNode.Weights;

/** A small network under a head of all kinds of nodes, for the tests of what every engine keeps. */
final class SmallNetwork {

  static final int SIZE = 32;
  static final int BATCH = 4;
  static final Inputs IMAGES = Inputs.images(Waves.images(BATCH, SIZE), BATCH, SIZE);
  static final NetworkGraph GRAPH = graph();

  private SmallNetwork() {}

  /**
   * A small residual network under a head. A map that other nodes read is an output as well; a
   * matrix reads nothing.
   */
  private static NetworkGraph graph() {
    List<NetworkNode> encoder = new ArrayList<>();
    encoder.add(encoder("conv1", new Convolution(3, 8, 7, 2), NetworkGraph.INPUT));
    encoder.add(encoder("bn1", new BatchNorm(8), "conv1"));
    encoder.add(encoder("relu", new Relu(), "bn1"));
    encoder.add(encoder("maxpool", new MaxPool(3, 2), "relu"));
    encoder.add(encoder("layer1.0.conv1", new Convolution(8, 16, 3, 2), "maxpool"));
    encoder.add(encoder("layer1.0.bn1", new BatchNorm(16), "layer1.0.conv1"));
    encoder.add(encoder("layer1.0.relu1", new Relu(), "layer1.0.bn1"));
    encoder.add(encoder("layer1.0.conv2", new Convolution(16, 16, 3, 1), "layer1.0.relu1"));
    encoder.add(encoder("layer1.0.bn2", new BatchNorm(16), "layer1.0.conv2"));
    encoder.add(encoder("layer1.0.downsample.0", new Convolution(8, 16, 1, 2), "maxpool"));
    encoder.add(encoder("layer1.0.downsample.1", new BatchNorm(16), "layer1.0.downsample.0"));
    encoder.add(encoder("layer1.0.add", new Add(), "layer1.0.bn2", "layer1.0.downsample.1"));
    encoder.add(encoder("map", new Relu(), "layer1.0.add"));
    List<NetworkNode> nodes = new ArrayList<>();
    nodes.add(node("up", new Upsample(), "map"));
    nodes.add(node("join", new Concatenate(), "head.up", "maxpool"));
    nodes.add(node("conv", new Convolution(24, 8, 3, 1), "head.join"));
    nodes.add(node("bn", new BatchNorm(8), "head.conv"));
    nodes.add(node("relu", new Relu(), "head.bn"));
    nodes.add(node("first", new Projection(8, 2, -1), "head.relu"));
    nodes.add(node("side", new Convolution(8, 8, 1, 1), "maxpool"));
    nodes.add(node("sum", new Add(), "head.side", "head.relu"));
    nodes.add(node("mean", new GlobalMean(), "head.sum"));
    nodes.add(node("second", Projection.keepingScale(8, 3), "head.mean"));
    nodes.add(new NetworkNode("head.matrix", List.of(), new Weights(4, 5)));
    return new NetworkGraph(3, encoder, List.of("map"))
        .with(new HeadGraph(nodes, List.of("head.first", "map", "head.matrix", "head.second")));
  }

  private static NetworkNode encoder(
      String name, NetworkNode.Operation operation, String... inputs) {
    return new NetworkNode(name, List.of(inputs), operation);
  }

  private static NetworkNode node(String name, NetworkNode.Operation operation, String... inputs) {
    return new NetworkNode("head." + name, List.of(inputs), operation);
  }

  static Network open(String engine) {
    return Compute.cpu(engine).open(GRAPH, Initialisation.draw(GRAPH, 7));
  }

  static double largestChange(float[] before, float[] after, ParameterTensor tensor) {
    double largest = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }

  /** Each value within a share of the largest. */
  static void assertClose(String what, float[] actual, float[] expected, double share) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    assertThat(difference).as(what).isLessThan(share * largest);
  }
}
