package org.lvmmed.model.network.dl4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.card.Card;
import org.lvmmed.model.network.card.CardNeeds;
import org.lvmmed.model.network.card.CardNeeds.Code;
import org.lvmmed.model.network.card.NvidiaSmi;

/**
 * Whether the machine's cards can run the CUDA build. Its machine code is for compute capabilities
 * 3.7 to 8.6 and there is no PTX to compile for others; code for 8.6 runs on 8.9 as well. Looked at
 * before ND4J is touched, whose own error names a missing backend.
 */
final class GpuCheck {

  private static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private static final CardNeeds NEEDS =
      new CardNeeds(
          "Engine dl4j in a build with -Pcuda11",
          450,
          List.of(new Code(3.7, 8.9)),
          "use other nodes, the CPU build, or engine torch in a build with -Pcuda");

  private static volatile boolean passed;

  private GpuCheck() {}

  /** Whether this build computes on GPUs. */
  static boolean applies() {
    try {
      Class.forName(BACKEND, false, GpuCheck.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * Lets nothing pass in a JVM of the CUDA build that has no usable card; executors, too, are
   * asked.
   *
   * @throws EngineException where none can be used
   */
  static void passOnce() {
    if (!passed && applies()) {
      requireUsable();
    }
    passed = true;
  }

  /**
   * Names the cards.
   *
   * @throws EngineException where none can be used
   */
  static String requireUsable() {
    return describe(NvidiaSmi.cards());
  }

  /** ND4J opens every card that it finds, so each of them must do. */
  static String describe(Optional<List<Card>> cards) {
    List<Card> all = cards.orElse(List.of());
    int first = all.stream().mapToInt(Card::index).min().orElse(0);
    NEEDS.complaint(cards, first).ifPresent(GpuCheck::refuse);
    all.forEach(card -> NEEDS.complaint(cards, card.index()).ifPresent(GpuCheck::refuse));
    return all.stream().map(Card::describe).collect(Collectors.joining("; "));
  }

  private static void refuse(String complaint) {
    throw new EngineException(complaint);
  }
}
