package org.lvmmed.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lvmmed.model.network.SmallNetwork.IMAGES;
import static org.lvmmed.model.network.SmallNetwork.SIZE;
import static org.lvmmed.model.network.SmallNetwork.open;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.NetworkNode.Add;
import org.lvmmed.model.network.NetworkNode.Attention;
import org.lvmmed.model.network.NetworkNode.ClassToken;
import org.lvmmed.model.network.NetworkNode.Gelu;
import org.lvmmed.model.network.NetworkNode.LayerNorm;
import org.lvmmed.model.network.NetworkNode.Linear;
import org.lvmmed.model.network.NetworkNode.PatchEmbedding;
import org.lvmmed.model.network.NetworkNode.PlacedTokens;
import org.lvmmed.model.network.NetworkNode.Positions;
import org.lvmmed.model.network.NetworkNode.TokenMap;
import org.lvmmed.model.network.NetworkNode.WindowAttention;

/** Gradients on every engine, against slopes of the loss. */
class NetworkGradientTest {

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void theSlopeAlongATensorsGradientIsItsNormThroughAllOutputs(String engine) {
    try (Network network = open(engine)) {
      float[] gradient = network.gradient(IMAGES, Waves.DISTANCE);
      for (String name :
          List.of(
              "conv1.weight",
              "layer1.0.bn1.bias",
              "layer1.0.downsample.0.weight",
              "layer1.0.bn2.weight",
              "head.conv.weight",
              "head.side.weight",
              "head.first.bias",
              "head.second.weight",
              "head.matrix")) {
        checkSlope(network, SmallNetwork.GRAPH.layout().tensor(name), gradient, 0.05);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "torch"})
  void bottlenecksHaveRightGradients(String engine) {
    NetworkGraph deep = EncoderGraph.of(new EncoderSettings(Architecture.RESNET50, SIZE, 8));
    try (Network network = Compute.cpu(engine).open(deep, Initialisation.draw(deep, 5))) {
      float[] gradient = network.gradient(IMAGES, Waves.DISTANCE);
      for (String name :
          List.of("conv1.weight", "layer2.0.conv2.weight", "layer4.1.conv3.weight")) {
        checkSlope(network, deep.layout().tensor(name), gradient, 0.05);
      }
    }
  }

  /** Positions are learned for another grid than the images', so they are resized. */
  @Test
  void theGradientsOfATransformersPartsAreRight() {
    checkTokens(transformer());
  }

  /** Windows reach beyond the map; what is learned for places is resized. */
  @Test
  void theGradientsOfAttentionInWindowsAreRight() {
    checkTokens(windows());
  }

  private static void checkTokens(NetworkGraph graph) {
    float[] start = Initialisation.draw(graph, 5);
    for (int i = 0; i < start.length; i++) {
      start[i] += (float) (0.3 * Math.sin(1.7 * i)); // as small as they start, slopes are no lines
    }
    try (Network network = Compute.cpu("torch").open(graph, start)) {
      float[] gradient = network.gradient(IMAGES, Waves.DISTANCE);
      for (ParameterTensor tensor : graph.layout().weights()) {
        if (!tensor.name().endsWith(".qkv.bias")) {
          checkSlope(network, tensor, gradient, 0.05);
        }
      }
    }
  }

  private static NetworkGraph transformer() {
    int width = 16;
    List<NetworkNode> nodes = new ArrayList<>();
    nodes.add(node("patches", new PatchEmbedding(3, width, 8), NetworkGraph.INPUT));
    nodes.add(node("first", new ClassToken(width), "patches"));
    nodes.add(node("places", new Positions(3, width), "first", "patches"));
    nodes.add(node("norm", new LayerNorm(width), "places"));
    nodes.add(node("attn", new Attention(width, 2), "norm"));
    nodes.add(node("sum", new Add(), "places", "attn"));
    nodes.add(node("wide", new Linear(width, 24), "sum"));
    nodes.add(node("act", new Gelu(), "wide"));
    nodes.add(node("map", new TokenMap(true), "act", "patches"));
    return new NetworkGraph(3, nodes, List.of("map"));
  }

  private static NetworkGraph windows() {
    int width = 16;
    List<NetworkNode> nodes = new ArrayList<>();
    nodes.add(node("patches", new PatchEmbedding(3, width, 8), NetworkGraph.INPUT));
    nodes.add(node("places", new PlacedTokens(3, width), "patches"));
    nodes.add(node("norm", new LayerNorm(width), "places"));
    nodes.add(node("near", new WindowAttention(width, 2, 3, 3), "norm", "patches"));
    nodes.add(node("sum", new Add(), "places", "near"));
    nodes.add(node("far", new WindowAttention(width, 2, 0, 3), "sum", "patches"));
    nodes.add(node("map", new TokenMap(false), "far", "patches"));
    return new NetworkGraph(3, nodes, List.of("map"));
  }

  private static NetworkNode node(String name, NetworkNode.Operation operation, String... inputs) {
    return new NetworkNode(name, List.of(inputs), operation);
  }

  /**
   * Single parameters move a float loss too little to be seen, so a tensor is moved along its own
   * gradient: the slope must be the gradient's norm.
   */
  private static void checkSlope(
      Network network, ParameterTensor tensor, float[] gradient, double tolerance) {
    double norm = norm(gradient, tensor);
    double step = 3e-4 / norm;
    double up = lossMovedBy(network, tensor, gradient, step / norm);
    double down = lossMovedBy(network, tensor, gradient, -step / norm);
    assertThat((up - down) / (2 * step))
        .as(tensor.name())
        .isCloseTo(norm, within(tolerance * norm));
  }

  private static double lossMovedBy(
      Network network, ParameterTensor tensor, float[] direction, double factor) {
    float[] start = network.parameters();
    float[] moved = start.clone();
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      moved[i] += (float) (factor * direction[i]);
    }
    network.setParameters(moved);
    double[] loss = new double[1];
    network.gradient(IMAGES, outputs -> loss[0] = Waves.DISTANCE.evaluate(outputs));
    network.setParameters(start);
    return loss[0];
  }

  private static double norm(float[] gradient, ParameterTensor tensor) {
    double sum = 0;
    for (int i = tensor.offset(); i < tensor.end(); i++) {
      sum += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(sum);
  }
}
