package org.lvmmed.jobs.evaluate.settings;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How heads are trained and tested.
 *
 * @param recipes how the head of each protocol is trained
 * @param transfers tests on other datasets than the one trained on
 */
public record HeadsSettings(Map<Protocol, HeadRecipe> recipes, List<Transfer> transfers)
    implements Serializable {

  public HeadsSettings {
    recipes = copy(recipes);
    transfers = List.copyOf(transfers);
  }

  private static Map<Protocol, HeadRecipe> copy(Map<Protocol, HeadRecipe> recipes) {
    Map<Protocol, HeadRecipe> copy = new EnumMap<>(Protocol.class);
    copy.putAll(recipes);
    return copy;
  }

  public HeadRecipe recipe(Protocol protocol) {
    HeadRecipe recipe = recipes.get(protocol);
    if (recipe == null) {
      throw new IllegalArgumentException("Invalid evaluate: no recipe for " + protocol.title());
    }
    return recipe;
  }

  /** Names of the datasets that the heads of one are tested on besides its own. */
  public List<String> othersOf(String dataset) {
    return transfers.stream()
        .filter(transfer -> transfer.train().equals(dataset))
        .flatMap(transfer -> transfer.tests().stream())
        .filter(test -> !test.equals(dataset))
        .distinct()
        .toList();
  }
}
