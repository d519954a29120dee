package org.lvmmed.ingest.dataset;

import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One form for what looks the same to people. */
final class Words {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\t\\n\\r]]");
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern WHOLE = Pattern.compile("([+-]?\\d+)\\.0+");
  private static final Set<String> NOTHING = Set.of("", "nan", "<na>");

  private Words() {}

  /** Composed, without what cannot be seen, with single blanks. */
  static String visible(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return BLANK.matcher(INVISIBLE.matcher(composed).replaceAll("")).replaceAll(" ").strip();
  }

  /** A label in that form, whole numbers without a fraction; null where there is none. */
  static @Nullable String label(@Nullable String text) {
    String word = text == null ? "" : visible(text);
    if (NOTHING.contains(word.toLowerCase(java.util.Locale.ROOT))) {
      return null;
    }
    var whole = WHOLE.matcher(word);
    return whole.matches() ? whole.group(1) : word;
  }
}
