package org.lvmmed.model.network;

import java.io.Serializable;
import java.util.Optional;

/**
 * What computes networks.
 *
 * @param engine name of an {@link Engine} ({@code encoder.engine})
 * @param device where ({@code encoder.device})
 * @param precision in what ({@code encoder.precision})
 * @param card which one of the machine's cards, by the driver's order, where the device is a card
 */
public record Compute(String engine, Device device, Precision precision, int card)
    implements Serializable {

  /** Where a network lies. */
  public enum Device {
    /** The card where engine, build and driver offer one, else the processor. */
    AUTO,
    CPU,
    CUDA
  }

  public Compute {
    Engines.named(engine);
  }

  /** On the first card, where it is one. */
  public Compute(String engine, Device device, Precision precision) {
    this(engine, device, precision, 0);
  }

  /** The same on another card. */
  public Compute onCard(int other) {
    return new Compute(engine, device, precision, other);
  }

  /** Whether networks would lie on a card here. */
  public boolean usesCard() {
    return Engines.named(engine).usesCard(this);
  }

  /** An engine on the processor in float32. */
  public static Compute cpu(String engine) {
    return new Compute(engine, Device.CPU, Precision.FLOAT32);
  }

  /**
   * Builds a network whose parameters are all zero.
   *
   * @throws EngineException where the engine cannot be used here, with the remedy
   */
  public Network open(NetworkGraph graph) {
    return Engines.named(engine).open(graph, this);
  }

  /**
   * @throws IllegalArgumentException where the engine cannot build a network
   */
  public void requireAbleTo(NetworkGraph graph) {
    require(Engines.named(engine).refusal(graph));
  }

  /**
   * @throws IllegalArgumentException where a step of the engine sees images of one size alone
   */
  public void requireSeveralSizes() {
    require(Engines.named(engine).refusalOfSizes());
  }

  private void require(Optional<String> refusal) {
    refusal.ifPresent(
        why -> {
          throw new IllegalArgumentException(
              "Invalid encoder.engine: %s (%s)".formatted(engine, why));
        });
  }

  /** Builds a network and gives it parameters; its optimiser is fresh. */
  public Network open(NetworkGraph graph, float[] parameters) {
    Network network = open(graph);
    try {
      network.setParameters(parameters);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** What the engine says of this machine. */
  public EngineCheck check() {
    return Engines.named(engine).check(this);
  }
}
