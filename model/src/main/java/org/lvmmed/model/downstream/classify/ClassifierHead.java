package org.lvmmed.model.downstream.classify;

import java.util.List;
import org.lvmmed.model.downstream.training.HeadNodes;
import org.lvmmed.model.downstream.training.HeadNodes.Maps;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.Stage;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode.BatchNorm;
import org.lvmmed.model.network.NetworkNode.GlobalMean;
import org.lvmmed.model.network.NetworkNode.Projection;

/** Heads for whole images. */
final class ClassifierHead {

  private static final int HIDDEN = 256;

  private ClassifierHead() {}

  /** Mean over positions and one linear layer: logits, batch × classes. */
  static HeadGraph linear(EncoderSettings settings, int classes) {
    HeadNodes nodes = new HeadNodes();
    Maps mean = mean(nodes, settings);
    Projection logits = new Projection(mean.channels(), classes, 0);
    return nodes.graph(List.of(nodes.add("logits", logits, classes, mean)));
  }

  /** On features: standardised, one hidden layer, logits. */
  static HeadGraph hidden(int features, int classes) {
    HeadNodes nodes = new HeadNodes();
    Maps input = new Maps(NetworkGraph.INPUT, features, 1);
    Maps standard = nodes.add("standard", new BatchNorm(features), features, input);
    Maps hidden = nodes.block("hidden", standard, HIDDEN, 1);
    Projection logits = new Projection(HIDDEN, classes, 0);
    return nodes.graph(List.of(nodes.add("logits", logits, classes, hidden)));
  }

  private static Maps mean(HeadNodes nodes, EncoderSettings settings) {
    List<Stage> stages = EncoderGraph.stages(settings);
    Stage last = stages.get(stages.size() - 1);
    Maps map = new Maps(last.node(), last.channels(), last.stride());
    return nodes.add("mean", new GlobalMean(), last.channels(), map);
  }
}
