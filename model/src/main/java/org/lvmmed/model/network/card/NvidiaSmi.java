package org.lvmmed.model.network.card;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lvmmed.model.network.EngineException;

/** The driver's own program, which comes with every driver and needs no library of CUDA. */
public final class NvidiaSmi {

  private static final String COMMAND = "nvidia-smi";
  private static final int FIELDS = 6;
  private static final int SECONDS = 20;
  private static final long MEBIBYTE = 1L << 20;

  private NvidiaSmi() {}

  /**
   * The machine's cards; empty where no driver answers.
   *
   * @throws EngineException where it answers in a way that nobody knows
   */
  public static Optional<List<Card>> cards() {
    return run(COMMAND).map(NvidiaSmi::parse);
  }

  /** One of them; empty where the driver knows no such card. */
  public static Optional<Card> card(int index) {
    return cards().orElse(List.of()).stream().filter(card -> card.index() == index).findFirst();
  }

  /** What a command prints of the cards; empty where it cannot be run or fails. */
  static Optional<String> run(String command) {
    try {
      Process process =
          new ProcessBuilder(
                  command,
                  "--query-gpu=index,name,compute_cap,driver_version,memory.total,memory.free",
                  "--format=csv,noheader,nounits")
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

  /** Lines of "index, name, capability, driver, MiB, MiB free". */
  static List<Card> parse(String printed) {
    List<Card> cards = new ArrayList<>();
    for (String line : printed.lines().filter(l -> !l.isBlank()).toList()) {
      cards.add(card(line));
    }
    return cards;
  }

  private static Card card(String line) {
    String[] fields = line.split(",");
    try {
      if (fields.length != FIELDS) {
        throw new NumberFormatException();
      }
      return new Card(
          Integer.parseInt(fields[0].trim()),
          fields[1].trim(),
          Double.parseDouble(fields[2].trim()),
          fields[3].trim(),
          Long.parseLong(fields[4].trim()) * MEBIBYTE,
          Long.parseLong(fields[5].trim()) * MEBIBYTE);
    } catch (NumberFormatException e) {
      throw new EngineException(
          "nvidia-smi says \"%s\" where a card's number, name, compute capability, driver and memory should be: update the driver"
              .formatted(line.strip()),
          e);
    }
  }
}
