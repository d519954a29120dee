package org.lvmmed.ingest.plan;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lvmmed.ingest.dataset.Annotation;
import org.lvmmed.ingest.dataset.Split;

/** The masks that tell what a dataset's mask values mean. */
public final class MaskChoice {
  private MaskChoice() {}

  /** Paths of the training masks, or of all masks where there is none for training. */
  public static Set<String> of(List<Annotation> rows) {
    Set<String> training = masks(rows, true);
    return training.isEmpty() ? masks(rows, false) : training;
  }

  private static Set<String> masks(List<Annotation> rows, boolean trainingAlone) {
    return rows.stream()
        .filter(row -> !trainingAlone || row.split() == Split.TRAIN)
        .map(Annotation::mask)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
