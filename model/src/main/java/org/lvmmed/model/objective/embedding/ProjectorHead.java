package org.lvmmed.model.objective.embedding;

import java.util.List;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.GlobalMean;
import org.lvmmed.model.network.NetworkNode.Projection;
import org.lvmmed.model.network.NetworkNode.Relu;

/** The map h from an encoder's feature map to embeddings, as nodes of the network. */
public final class ProjectorHead {

  private static final String MEAN = HeadGraph.PREFIX + "mean";
  private static final String FIRST = HeadGraph.PREFIX + "projector.0";
  private static final String RELU = HeadGraph.PREFIX + "projector.1";
  private static final String SECOND = HeadGraph.PREFIX + "projector.2";

  private ProjectorHead() {}

  /**
   * Mean over positions, then one affine map or two with a ReLU between them.
   *
   * @param map the node that gives the feature map
   * @param channels D of it
   */
  public static List<NetworkNode> nodes(ProjectorSettings settings, String map, int channels) {
    NetworkNode mean = new NetworkNode(MEAN, List.of(map), new GlobalMean());
    if (settings.kind() == ProjectorSettings.Kind.LINEAR) {
      return List.of(mean, affine(FIRST, MEAN, channels, settings.width()));
    }
    return List.of(
        mean,
        affine(FIRST, MEAN, channels, settings.hidden()),
        new NetworkNode(RELU, List.of(FIRST), new Relu()),
        affine(SECOND, RELU, settings.hidden(), settings.width()));
  }

  private static NetworkNode affine(String name, String input, int inputs, int outputs) {
    return new NetworkNode(name, List.of(input), Projection.keepingScale(inputs, outputs));
  }

  /** The node that gives the embeddings. */
  public static String output(ProjectorSettings settings) {
    return settings.kind() == ProjectorSettings.Kind.LINEAR ? FIRST : SECOND;
  }
}
