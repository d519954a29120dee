package org.lvmmed.model.network.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lvmmed.model.network.EngineException;

/**
 * Whether the machine's cards can run the CUDA build. Its machine code is for compute capabilities
 * 3.7 to 8.6 and there is no PTX to compile for others; code for 8.6 runs on 8.9 as well. Looked at
 * before ND4J is touched, whose own error names a missing backend.
 */
final class GpuCheck {

  private static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final double OLDEST = 3.7;
  private static final double NEWEST = 8.9;
  private static final int SECONDS = 20;

  private static volatile boolean passed;

  private GpuCheck() {}

  /**
   * A card.
   *
   * @param capability CUDA compute capability
   */
  record Card(String name, double capability) {
    boolean usable() {
      return capability >= OLDEST && capability <= NEWEST;
    }
  }

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
    return describe(smi("nvidia-smi"));
  }

  /**
   * @param smi what nvidia-smi printed; empty where it did not run
   */
  static String describe(Optional<String> smi) {
    if (smi.isEmpty()) {
      throw new EngineException(
          "This build computes on NVIDIA GPUs (profile cuda) and no driver answers here: install"
              + " the driver, send the job to nodes that have one, or use the CPU build");
    }
    List<Card> cards = parse(smi.get());
    List<String> refused = new ArrayList<>();
    for (Card card : cards) {
      if (!card.usable()) {
        refused.add(card.name() + " (compute capability " + card.capability() + ")");
      }
    }
    if (cards.isEmpty() || !refused.isEmpty()) {
      throw new EngineException(
          "This build runs on NVIDIA GPUs of compute capability %s to %s (V100, T4, A100, A10, RTX 30 and 40), and here is %s: use other nodes or the CPU build"
              .formatted(OLDEST, NEWEST, refused.isEmpty() ? "none" : String.join(", ", refused)));
    }
    return String.join(
        ", ",
        cards.stream().map(c -> c.name() + ", compute capability " + c.capability()).toList());
  }

  /** Lines of "name, capability". */
  private static List<Card> parse(String printed) {
    List<Card> cards = new ArrayList<>();
    for (String line : printed.lines().filter(l -> !l.isBlank()).toList()) {
      int comma = line.lastIndexOf(',');
      try {
        String capability = line.substring(comma + 1).trim();
        cards.add(new Card(line.substring(0, comma).trim(), Double.parseDouble(capability)));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new EngineException(
            "nvidia-smi says \"%s\" where a card's name and compute capability should be; update the driver"
                .formatted(line));
      }
    }
    return cards;
  }

  /** What a command prints of the cards; empty where it cannot be run or fails. */
  static Optional<String> smi(String command) {
    try {
      Process process =
          new ProcessBuilder(command, "--query-gpu=name,compute_cap", "--format=csv,noheader")
              .redirectErrorStream(true)
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean well = process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      return well ? Optional.of(printed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
