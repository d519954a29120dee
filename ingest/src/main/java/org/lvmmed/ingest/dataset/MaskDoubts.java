package org.lvmmed.ingest.dataset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What fits a rule for a dataset's masks and may be meant otherwise all the same. */
final class MaskDoubts {

  private MaskDoubts() {}

  /**
   * What to tell where the rule was decided from the masks.
   *
   * @param masks what each mask holds
   * @param all what they hold together
   */
  static List<String> of(MaskRule rule, List<MaskStatistics> masks, MaskStatistics all) {
    Stream<String> values =
        rule instanceof MaskRule.Classes
            ? Stream.of(sparse(all), ignoredAlone(masks)).flatMap(Optional::stream)
            : background(rule, all).stream();
    return Stream.concat(ofPalettes(all).stream(), values).toList();
  }

  /** What to tell whatever the rule is. */
  static List<String> ofPalettes(MaskStatistics all) {
    return all.recoloured()
        ? List.of(
            "The palettes of the masks differ: one value is shown in one colour here and in another"
                + " there, and its number counts; save all masks with one palette")
        : List.of();
  }

  private static Optional<String> sparse(MaskStatistics all) {
    List<Double> classes =
        all.values().stream().filter(v -> v >= 0 && v != MaskRule.IGNORED).toList();
    double largest = classes.isEmpty() ? 0 : classes.get(classes.size() - 1);
    return largest + 1 > 2 * classes.size()
        ? Optional.of(
            "Of the classes 0 to "
                + MaskValues.text(largest)
                + " the masks hold "
                + classes.size()
                + " ("
                + MaskValues.text(classes)
                + "); each value is a class of its number, and the others stay empty: list the"
                + " values in mask.values in the dataset's dataset.conf to number them one after"
                + " another")
        : Optional.empty();
  }

  private static Optional<String> ignoredAlone(List<MaskStatistics> masks) {
    long unknown = masks.stream().filter(MaskDoubts::isIgnoredAlone).count();
    return unknown > 0 && unknown < masks.size()
        ? Optional.of(
            unknown
                + " of "
                + masks.size()
                + " masks hold nothing but 0 and 255, beside others with classes, and 255 counts as"
                + " ignored; if it is the foreground there, write these masks with a class"
                + MaskDecision.REMEDY)
        : Optional.empty();
  }

  private static boolean isIgnoredAlone(MaskStatistics mask) {
    return mask.largest() == MaskRule.IGNORED
        && mask.values().stream().allMatch(v -> v == 0 || v == MaskRule.IGNORED);
  }

  private static Optional<String> background(MaskRule rule, MaskStatistics all) {
    boolean none = !all.values().isEmpty() && all.values().get(0) > 0;
    return rule instanceof MaskRule.Binary && none
        ? Optional.of(
            "No mask has a background: only "
                + MaskValues.text(all.values())
                + " occurs, and every pixel is class 1"
                + MaskDecision.REMEDY)
        : Optional.empty();
  }
}
