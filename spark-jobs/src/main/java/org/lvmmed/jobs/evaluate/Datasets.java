package org.lvmmed.jobs.evaluate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.unit.ClassificationTask;
import org.lvmmed.jobs.evaluate.unit.HeadTask;
import org.lvmmed.jobs.io.InputException;

/** What an evaluation is about, and a refusal where that is nothing or not what was asked for. */
record Datasets(EvaluateSettings settings) {

  /**
   * The datasets that something is done with, by name.
   *
   * @throws InputException where there is none, or one that was named is not among them
   */
  List<String> of(List<ClassificationTask> labelled, List<HeadTask> heads) {
    Set<String> names = new TreeSet<>();
    heads.forEach(task -> names.add(task.dataset()));
    if (settings.probes()) {
      labelled.forEach(task -> names.add(task.dataset()));
    }
    List<String> missing = settings.tasks().stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InputException(
          "Cannot evaluate on %s: no such dataset in the corpus with %s in both its train and test split (evaluate.tasks, evaluate.protocols)"
              .formatted(String.join(", ", missing), wanted()));
    }
    if (names.isEmpty()) {
      throw new InputException(
          "Nothing to evaluate on: no dataset of the corpus has %s in both its train and test split (add such a column to its train.csv and test.csv)"
              .formatted(wanted()));
    }
    return List.copyOf(names);
  }

  private String wanted() {
    return settings.protocols().stream()
        .map(protocol -> protocol.truth().wanted())
        .distinct()
        .collect(Collectors.joining(" or "));
  }
}
