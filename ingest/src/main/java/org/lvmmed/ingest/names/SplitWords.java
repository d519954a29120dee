package org.lvmmed.ingest.names;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The words by which names tell a split. */
public final class SplitWords {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation", "dev");
  private static final Set<String> TEST = Set.of("test", "testing");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");

  private SplitWords() {}

  /** {@code train}, {@code val} or {@code test} for a word that means one. */
  public static Optional<String> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (TRAIN.contains(lower)) {
      return Optional.of("train");
    }
    if (VALIDATION.contains(lower)) {
      return Optional.of("val");
    }
    return TEST.contains(lower) ? Optional.of("test") : Optional.empty();
  }

  /** By the words of a file's name ({@code val-00000-of-00002}), else of its folders. */
  public static Optional<String> ofPath(String path) {
    int slash = path.lastIndexOf('/');
    Optional<String> named = ofWords(path.substring(slash + 1));
    return named.isPresent() || slash < 0 ? named : ofPath(path.substring(0, slash));
  }

  private static Optional<String> ofWords(String name) {
    for (String word : BETWEEN.split(name)) {
      Optional<String> split = of(word);
      if (split.isPresent()) {
        return split;
      }
    }
    return Optional.empty();
  }
}
