package org.lvmmed.model.network.card;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a build of an engine needs of a card. Looked at before its libraries are touched, whose own
 * errors name symbols.
 *
 * @param build what is spoken of, such as "Engine torch on cards"
 * @param driver the oldest major version of the driver
 * @param code compute capabilities that its machine code is for
 * @param otherwise the remedy where the cards are of the wrong kind
 */
public record CardNeeds(String build, int driver, List<Code> code, String otherwise) {

  /** A card with less free is in somebody else's use: no network of ours fits beside. */
  private static final long LEAST_FREE = 1L << 30;

  /** Compute capabilities from {@code oldest} to {@code newest}, both included. */
  public record Code(double oldest, double newest) {
    boolean runsOn(Card card) {
      return card.capability() >= oldest && card.capability() <= newest;
    }

    @Override
    public String toString() {
      return oldest == newest
          ? String.format(Locale.ROOT, "%.1f", oldest)
          : String.format(Locale.ROOT, "%.1f to %.1f", oldest, newest);
    }
  }

  public CardNeeds {
    code = List.copyOf(code);
  }

  /**
   * Why a card cannot be used, in a sentence with the remedy; empty where it can.
   *
   * @param cards of the machine; empty where no driver answers
   * @param index of the card
   */
  public Optional<String> complaint(Optional<List<Card>> cards, int index) {
    if (cards.isEmpty() || cards.get().isEmpty()) {
      return Optional.of(
          "%s needs an NVIDIA card, and no driver answers here (nvidia-smi): install the driver, send the job to nodes that have one, or set encoder.device = cpu"
              .formatted(build));
    }
    return cards.get().stream()
        .filter(card -> card.index() == index)
        .findFirst()
        .map(this::complaint)
        .orElseGet(
            () ->
                Optional.of(
                    "The task was given card %d, and the driver knows of %s: check the discovery script of spark.executor.resource.gpu"
                        .formatted(index, numbers(cards.get()))));
  }

  private static String numbers(List<Card> cards) {
    List<String> numbers =
        cards.stream()
            .sorted(Comparator.comparingInt(Card::index))
            .map(c -> "" + c.index())
            .toList();
    return "card " + String.join(", ", numbers);
  }

  private Optional<String> complaint(Card card) {
    if (code.stream().noneMatch(part -> part.runsOn(card))) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s has machine code for compute capability %s, and card %d is %s (%.1f): %s",
              build,
              String.join(", ", code.stream().map(Code::toString).toList()),
              card.index(),
              card.name(),
              card.capability(),
              otherwise));
    }
    if (card.driverMajor() < driver) {
      return Optional.of(
          "%s needs an NVIDIA driver %d or newer, and here is %s: update the driver, or %s"
              .formatted(build, driver, card.driver(), otherwise));
    }
    if (card.free() < LEAST_FREE) {
      return Optional.of(
          "Card %d (%s) is full, %s free: another process holds it; stop that, or have the cluster give each card to one task (spark.executor.resource.gpu)"
              .formatted(card.index(), card.name(), card.freeOfAll()));
    }
    return Optional.empty();
  }
}
