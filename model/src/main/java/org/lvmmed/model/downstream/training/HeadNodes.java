package org.lvmmed.model.downstream.training;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.Stage;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.Concatenate;
import org.lvmmed.model.network.NetworkNode.Convolution;
import org.lvmmed.model.network.NetworkNode.Operation;
import org.lvmmed.model.network.NetworkNode.Relu;
import org.lvmmed.model.network.NetworkNode.TokenMap;
import org.lvmmed.model.network.NetworkNode.Upsample;

/** A head under construction, node by node. */
public final class HeadNodes {

  private static final int TAP_CHANNELS = 128;

  private final List<NetworkNode> nodes = new ArrayList<>();

  /**
   * A map.
   *
   * @param node name of the node that gives it
   * @param stride input pixels per position
   */
  public record Maps(String node, int channels, int stride) {}

  /**
   * The maps of an encoder, of falling resolution. Of tokens, which all have one resolution, finer
   * maps are made: fewer channels, then doubled.
   */
  public List<Maps> stages(EncoderSettings settings) {
    return EncoderGraph.stages(settings).stream()
        .map(stage -> map(stage, settings.outputStride()))
        .toList();
  }

  private Maps map(Stage stage, int tokenStride) {
    Stage.Tokens own = stage.tokens();
    if (own == null) {
      return new Maps(stage.node(), stage.channels(), stage.stride());
    }
    String name = "tap" + stage.stride();
    Maps tokens = new Maps(stage.node(), stage.channels(), tokenStride);
    Maps patches = new Maps(own.patches(), stage.channels(), tokenStride);
    TokenMap layOut = new TokenMap(own.afterClassToken());
    Maps map = add(name + ".map", layOut, stage.channels(), tokens, patches);
    return upsampled(name, block(name, map, TAP_CHANNELS, 1), stage.stride());
  }

  /** Convolution without bias, batch norm, ReLU. */
  public Maps block(String name, Maps input, int channels, int kernel) {
    Maps convolved =
        add(
            name + ".conv",
            new Convolution(input.channels(), channels, kernel, 1),
            channels,
            input);
    Maps normed = add(name + ".bn", new BatchNorm(channels), channels, convolved);
    return add(name + ".relu", new Relu(), channels, normed);
  }

  /** Doubled until it is as fine as wanted. */
  public Maps upsampled(String name, Maps input, int stride) {
    Maps map = input;
    for (int step = 1; map.stride() > stride; step++) {
      Maps fine = add(name + ".up" + step, new Upsample(), map.channels(), map);
      map = new Maps(fine.node(), fine.channels(), map.stride() / 2);
    }
    return map;
  }

  public Maps concatenated(String name, Maps first, Maps second) {
    return add(
        name + ".concat", new Concatenate(), first.channels() + second.channels(), first, second);
  }

  /** Any operation that keeps the extent of its first input. */
  public Maps add(String name, Operation operation, int channels, Maps... inputs) {
    String full = HeadGraph.PREFIX + name;
    List<String> names = java.util.Arrays.stream(inputs).map(Maps::node).toList();
    nodes.add(new NetworkNode(full, names, operation));
    return new Maps(full, channels, inputs[0].stride());
  }

  public HeadGraph graph(List<Maps> outputs) {
    return new HeadGraph(nodes, outputs.stream().map(Maps::node).toList());
  }
}
