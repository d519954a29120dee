package org.lvmmed.ingest.plan;

import java.util.Locale;
import java.util.Set;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.dataset.SplitRule;

/** A standard split that is told by folders. */
final class Folders {
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation", "dev");
  private static final Set<String> TEST = Set.of("test", "testing");

  private Folders() {}

  /** The split of a file that no table names. */
  static Split split(SplitRule rule, String path) {
    if (rule.rule() == SplitRule.Rule.STANDARD) {
      for (String part : path.toLowerCase(Locale.ROOT).split("/")) {
        if (TEST.contains(part)) {
          return Split.TEST;
        }
        if (VALIDATION.contains(part)) {
          return Split.VAL;
        }
      }
    }
    return Split.TRAIN;
  }
}
