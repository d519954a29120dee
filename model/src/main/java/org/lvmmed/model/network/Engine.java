package org.lvmmed.model.network;

import java.io.IOException;
import java.util.Optional;

/**
 * A library that builds and runs networks. Found by {@link java.util.ServiceLoader}: another one is
 * a package of its own and a line in {@code META-INF/services}.
 */
public interface Engine {

  /** What {@code encoder.engine} calls it. */
  String name();

  /**
   * Builds a network whose parameters are all zero.
   *
   * @throws EngineException where it cannot be done here: what is needed, what was found, the
   *     remedy
   */
  Network open(NetworkGraph graph, Compute compute);

  /** Why it cannot build a network, in a sentence; empty where it can. */
  default Optional<String> refusal(NetworkGraph graph) {
    return Optional.empty();
  }

  /** Whether its networks would lie on a card here. Never throws for what it finds. */
  default boolean usesCard(Compute compute) {
    return false;
  }

  /** Why a step cannot see images of several sizes, in a sentence; empty where it can. */
  default Optional<String> refusalOfSizes() {
    return Optional.empty();
  }

  /** Looks at this machine by running something small. Never throws for what it finds. */
  EngineCheck check(Compute compute);

  /**
   * Writes a network in the library's own format, for those who use that library directly. By
   * default there is none.
   */
  default void export(NetworkGraph graph, float[] parameters, FileTarget target)
      throws IOException {}

  /** What {@link #export} writes of a network, and how it is opened: a sentence or none. */
  default Optional<String> exported(NetworkGraph graph) {
    return Optional.empty();
  }
}
