package org.lvmmed.model.network.dl4j;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Compute.Device;
import org.lvmmed.model.network.Engine;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.FileTarget;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.NetworkNode;
import org.lvmmed.model.network.Precision;

/** Deeplearning4j: runs on any Linux, on the processor or, with the CUDA build, on older cards. */
public final class Dl4jEngine implements Engine {

  private static final String NO_TRANSFORMER =
      "engine dl4j has no attention and cannot build a vision transformer: set"
          + " encoder.engine = torch, or encoder.architecture to a resnet";

  private static final String NO_HEAD =
      "engine dl4j has no %s, which the head is made of: set encoder.engine = torch";

  static final String NAME = "dl4j";
  static final String ONE_SIZE =
      "engine dl4j steps on images of one size: set encoder.engine = torch, or view.small.count ="
          + " 0";

  private static final String ZIP = "encoder.dl4j.zip";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Network open(NetworkGraph graph, Compute compute) {
    requirePossible(compute);
    Optional<String> refusal = refusal(graph);
    if (refusal.isPresent()) {
      throw new EngineException(refusal.get());
    }
    return new Dl4jNetwork(graph);
  }

  @Override
  public Optional<String> refusal(NetworkGraph graph) {
    return graph.nodes().stream()
        .filter(node -> !Dl4jGraph.knows(node.operation()))
        .findFirst()
        .map(
            node -> HeadGraph.isHead(node.name()) ? NO_HEAD.formatted(name(node)) : NO_TRANSFORMER);
  }

  private static String name(NetworkNode node) {
    return node.operation().getClass().getSimpleName().toUpperCase(Locale.ROOT);
  }

  /** The build decides on what ND4J computes; a setting that says otherwise is refused. */
  private static void requirePossible(Compute compute) {
    if (compute.precision() != Precision.FLOAT32) {
      throw new EngineException(
          "Engine dl4j computes in float32 alone, and encoder.precision is bfloat16: set"
              + " encoder.precision = float32, or encoder.engine = torch");
    }
    boolean cards = GpuCheck.applies();
    if (compute.device() == Device.CUDA && !cards) {
      throw new EngineException(
          "Engine dl4j computes on the processor in this build, and encoder.device is cuda: build"
              + " with the profile cuda11, or set encoder.device = cpu");
    }
    if (compute.device() == Device.CPU && cards) {
      throw new EngineException(
          "Engine dl4j computes on cards in this build, and encoder.device is cpu: set"
              + " encoder.device = cuda, or build without the profile cuda11");
    }
  }

  @Override
  public boolean usesCard(Compute compute) {
    return GpuCheck.applies();
  }

  @Override
  public Optional<String> refusalOfSizes() {
    return Optional.of(ONE_SIZE);
  }

  @Override
  public EngineCheck check(Compute compute) {
    try {
      requirePossible(compute);
      return Dl4jCheck.run();
    } catch (IllegalStateException e) {
      return EngineCheck.missing(NAME, String.valueOf(e.getMessage()));
    }
  }

  /**
   * A zip that {@code ModelSerializer.restoreComputationGraph} reads; none of what cannot be built.
   */
  @Override
  public void export(NetworkGraph graph, float[] parameters, FileTarget target) throws IOException {
    if (refusal(graph).isPresent()) {
      return;
    }
    try (OutputStream out = target.create(ZIP)) {
      Dl4jNetworks.writeZip(graph, parameters, out);
    }
  }

  @Override
  public Optional<String> exported(NetworkGraph graph) {
    return refusal(graph).isPresent()
        ? Optional.empty()
        : Optional.of(
            "`%s` opens with Deeplearning4j's `ModelSerializer.restoreComputationGraph`."
                .formatted(ZIP));
  }
}
