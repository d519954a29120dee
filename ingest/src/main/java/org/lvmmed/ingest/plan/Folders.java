package org.lvmmed.ingest.plan;

import org.lvmmed.ingest.container.Containers;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.dataset.SplitRule;
import org.lvmmed.ingest.names.SplitWords;

/** A standard split that is told by folders. */
final class Folders {
  private Folders() {}

  /** The split of a file that no table names. */
  static Split split(SplitRule rule, String path) {
    if (rule.rule() == SplitRule.Rule.STANDARD) {
      for (String part : path.split("/")) {
        Split split = SplitWords.of(folder(part)).map(Split::of).orElse(Split.TRAIN);
        if (split != Split.TRAIN) {
          return split;
        }
      }
    }
    return Split.TRAIN;
  }

  /** An archive is a folder by its name without endings. */
  private static String folder(String part) {
    return Containers.claims(part) ? part.substring(0, part.indexOf('.')) : part;
  }
}
