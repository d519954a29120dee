package org.lvmmed.ingest.dataset;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the patient of a file is known.
 *
 * @param pattern for {@code PATH}: its first group, or all of it, is the patient
 */
public record PatientRule(From from, @Nullable Pattern pattern) implements Serializable {
  public static final PatientRule DEFAULT = new PatientRule(From.AUTO, null);

  /** Where it stands. */
  public enum From {
    /** The tables' column where there is one, else the files' headers. */
    AUTO,
    PATH,
    HEADER,
    COLUMN,
    /** Nowhere: each file is its own patient. */
    UNKNOWN
  }

  /** The patient that a path names, relative to the dataset's folder. */
  public Optional<String> ofPath(String path) {
    if (from != From.PATH || pattern == null) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(path);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.ofNullable(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group());
  }

  /** What to mend where a patient stands in two splits and is two persons. */
  public String remedy() {
    return switch (from) {
      case PATH -> "mend patient.pattern in dataset.conf, by which paths name patients";
      case COLUMN -> "mend the tables' column patient";
      case AUTO, HEADER, UNKNOWN ->
          "say in dataset.conf whose they are: patient.from, patient.pattern";
    };
  }

  /** Whether the tables' column is asked. */
  public boolean usesColumn() {
    return from == From.AUTO || from == From.COLUMN;
  }

  /** Whether the files' headers are asked. */
  public boolean usesHeader() {
    return from == From.AUTO || from == From.HEADER;
  }
}
