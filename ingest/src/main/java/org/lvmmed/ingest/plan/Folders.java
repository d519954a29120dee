package org.lvmmed.ingest.plan;

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
        Split split = SplitWords.of(part).map(Split::of).orElse(Split.TRAIN);
        if (split != Split.TRAIN) {
          return split;
        }
      }
    }
    return Split.TRAIN;
  }
}
