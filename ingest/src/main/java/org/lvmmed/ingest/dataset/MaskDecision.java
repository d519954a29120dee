package org.lvmmed.ingest.dataset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a dataset's masks mean, decided once from all of them, those of test rows
 * included: values, never pictures.
 *
 * @param reason why it is this rule, for people
 * @param masks how many were looked at
 * @param values the different values seen, in order
 * @param warnings what somebody should look at, with the remedy
 */
public record MaskDecision(
    MaskRule rule, String reason, int masks, List<Double> values, List<String> warnings) {

  static final String REMEDY =
      "; say what the values mean with mask.values in the dataset's dataset.conf (binary, \"binary"
          + " T\", classes, instances, or values one by one)";

  /** More classes than these beside 255 are only believed if half of the numbers occur. */
  private static final int FEW = 31;

  private static final int MOST_CLASSES = 254;
  private static final int NEARLY_WHITE = 247;
  private static final int FEWEST_GREYS = 5;
  private static final double NEARLY_ALL = 0.9;
  private static final int FEWEST_NUMBERED = 3;
  private static final int MANY_OBJECTS = 10;

  /**
   * Decides.
   *
   * @param masks what each mask holds
   * @param stated the rule of {@code dataset.conf}, or null
   */
  public static MaskDecision of(List<MaskStatistics> masks, @Nullable MaskRule stated) {
    MaskStatistics all = masks.stream().reduce(MaskStatistics.NONE, MaskStatistics::merge);
    MaskDecision decided =
        stated == null
            ? judged(masks, all)
            : made(stated, "stated by mask.values", masks, all, List.of());
    List<String> doubts =
        stated == null ? MaskDoubts.of(decided.rule, masks, all) : MaskDoubts.ofPalettes(all);
    return decided.withWhatIsLost().with(doubts);
  }

  private MaskDecision with(List<String> more) {
    List<String> told = new ArrayList<>(warnings);
    told.addAll(more);
    return new MaskDecision(rule, reason, masks, values, List.copyOf(told));
  }

  private static MaskDecision judged(List<MaskStatistics> masks, MaskStatistics all) {
    List<Double> classes =
        all.values().stream().filter(v -> v != MaskRule.IGNORED && v != -1).toList();
    double largest = classes.isEmpty() ? 0 : classes.get(classes.size() - 1);
    boolean numbers = all.isWhole() && classes.stream().allMatch(v -> v >= 0);
    if (masks.stream().allMatch(MaskDecision::isTwoValued)) {
      return made(new MaskRule.Binary(0), "each mask has two values", masks, all, List.of());
    }
    if (numbers && !all.lossy() && areObjects(masks, all)) {
      return made(new MaskRule.Instances(), "the values number objects", masks, all, List.of());
    }
    if (isSoftEdged(all, largest)) {
      return made(new MaskRule.Binary(127), "grey between black and white", masks, all, List.of());
    }
    boolean ignores = classes.size() < all.values().size();
    boolean dense = largest <= FEW || 2 * classes.size() > largest;
    if (numbers
        && !all.lossy()
        && largest >= 1
        && largest <= MOST_CLASSES
        && (!ignores || dense && largest < NEARLY_WHITE)) {
      String reason = ignores ? "whole values, some of them ignored" : "whole values";
      return made(new MaskRule.Classes(), reason, masks, all, List.of());
    }
    return undecided(masks, all);
  }

  private static MaskDecision undecided(List<MaskStatistics> masks, MaskStatistics all) {
    String rules =
        all.lossy()
            ? " of masks in JPEG, which changes values, are no longer those that were drawn: save"
                + " the masks as PNG"
            : " of the dataset's masks fit no rule (two values, whole classes 0 to 254 with 255 or"
                + " -1 ignored, object numbers, grey near black and white)";
    String why = "The values " + MaskValues.text(all.values()) + rules + REMEDY;
    return made(new MaskRule.Undecided(why), "no rule fits", masks, all, List.of(why));
  }

  private static MaskDecision made(
      MaskRule rule,
      String reason,
      List<MaskStatistics> masks,
      MaskStatistics all,
      List<String> warnings) {
    return new MaskDecision(rule, reason, masks.size(), all.values(), warnings);
  }

  private static boolean isTwoValued(MaskStatistics mask) {
    double white = Math.pow(2, Math.max(8, mask.bits())) - 1;
    List<Double> values = mask.values();
    return mask.bits() == 1
        || values.stream().allMatch(v -> v == 0 || v == 1)
        || values.stream().allMatch(v -> v == 0 || v == 255)
        || values.stream().allMatch(v -> v == 0 || v == white);
  }

  /** Each mask has the numbers 1 to n, and n varies widely; or there are too many for classes. */
  private static boolean areObjects(List<MaskStatistics> masks, MaskStatistics all) {
    if (all.values().stream().filter(v -> v > 0).count() > MOST_CLASSES
        && all.values().get(0) >= 0
        && all.bits() > 8) {
      return true;
    }
    List<MaskStatistics> full = masks.stream().filter(m -> m.largest() > 0).toList();
    double most = full.stream().mapToDouble(MaskStatistics::largest).max().orElse(0);
    double fewest = full.stream().mapToDouble(MaskStatistics::largest).min().orElse(0);
    return full.size() >= FEWEST_NUMBERED
        && full.stream().allMatch(MaskStatistics::isNumbered)
        && most >= MANY_OBJECTS
        && most >= 1.5 * fewest;
  }

  private static boolean isSoftEdged(MaskStatistics all, double largest) {
    return all.bits() <= 8
        && largest > FEW
        && all.values().size() >= FEWEST_GREYS
        && all.largest() >= NEARLY_WHITE
        && all.values().get(0) == 0
        && all.ends() >= NEARLY_ALL * all.pixels();
  }

  private MaskDecision withWhatIsLost() {
    List<String> told = new ArrayList<>(warnings);
    long foreground = values.stream().filter(v -> v > 0).count();
    long kept = values.stream().mapToInt(this::classOrNone).filter(c -> c > 0).distinct().count();
    if (masks > 0 && told.isEmpty() && kept == 0) {
      told.add("Every mask is empty: only " + MaskValues.text(values) + " occurs" + REMEDY);
    } else if (told.isEmpty() && kept == 1 && foreground > 1 && !isMixOfWhites()) {
      told.add(
          "The masks hold "
              + foreground
              + " values above 0 ("
              + MaskValues.text(values)
              + ") and come out as one class: "
              + rule.text()
              + ", "
              + reason
              + REMEDY);
    }
    return new MaskDecision(rule, reason, masks, values, List.copyOf(told));
  }

  private boolean isMixOfWhites() {
    return rule instanceof MaskRule.Binary
        && values.stream().allMatch(v -> v == 0 || v == 1 || v == 255 || v == 65535);
  }

  private int classOrNone(double value) {
    try {
      int index = rule.classOf(value);
      return index == MaskRule.IGNORED ? 0 : index;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /** One line for people: the rule, why, and the values seen. */
  public String text() {
    return rule.text() + " (" + reason + "; values " + MaskValues.text(values) + ")";
  }
}
