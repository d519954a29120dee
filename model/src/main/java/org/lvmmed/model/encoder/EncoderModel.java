package org.lvmmed.model.encoder;

import java.io.Serializable;
import java.util.List;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.Initialisation;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.NetworkNode.GlobalMean;

/**
 * An encoder as values: what is needed to use it, and nothing that computes.
 *
 * @param settings its architecture
 * @param parameters as the layout of {@link #graph()} has them, batch-norm statistics included
 * @param preprocess how an image becomes its input
 */
public record EncoderModel(EncoderSettings settings, float[] parameters, Preprocess preprocess)
    implements Serializable {

  public EncoderModel {
    NetworkGraph graph = EncoderGraph.of(settings);
    graph.layout().requireLength("encoder", graph.layout().parameterCount(), parameters);
  }

  /** An untrained encoder; the same seed gives the same bits. */
  public static EncoderModel untrained(EncoderSettings settings, Preprocess preprocess, long seed) {
    return new EncoderModel(
        settings, Initialisation.draw(EncoderGraph.of(settings), seed), preprocess);
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  public NetworkGraph graph() {
    return EncoderGraph.of(settings);
  }

  /** The feature map's mean over positions: B×D×1×1. */
  public NetworkGraph pooledGraph() {
    return graph().with(mean(settings));
  }

  /** The mean over positions of an encoder's feature map, as a head without parameters. */
  public static HeadGraph mean(EncoderSettings settings) {
    String map = EncoderGraph.of(settings).outputs().get(0);
    NetworkNode mean = new NetworkNode(HeadGraph.PREFIX + "mean", List.of(map), new GlobalMean());
    return new HeadGraph(List.of(mean), List.of(mean.name()));
  }

  /**
   * A network of this encoder with a head on it.
   *
   * @param seed of the head's first weights
   */
  public Network open(Compute compute, HeadGraph head, long seed) {
    NetworkGraph whole = graph().with(head);
    float[] start = Initialisation.draw(whole, seed);
    whole.layout().copyFrom(graph().layout(), parameters, start);
    return compute.open(whole, start);
  }
}
