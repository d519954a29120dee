package org.lvmmed.ingest.image;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be used. The message holds no name, identifier, date or path of the file or
 * its patient.
 */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public UnreadableImageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public UnreadableImageException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why a file was refused: the code that quarantine and {@code inspect} show. */
  public enum Reason {
    /** Nothing in it. */
    EMPTY,
    /** Of no kind that any reader knows. */
    UNKNOWN_FORMAT,
    /** Ends before its header says it should. */
    TRUNCATED,
    /** Breaks the rules of its format. */
    CORRUPT,
    /** Of a known kind, in a variant that is not read. */
    UNSUPPORTED,
    /** Well formed, but holds no image. */
    NO_IMAGE,
    /** Its dimensions exceed what the configuration allows. */
    TOO_LARGE,
    /** Names a file outside the corpus, or one that does not exist. */
    BAD_REFERENCE,
    /** Refused by a rule, such as burned-in annotations. */
    REFUSED,
    /** The file system failed or the file changed while it was read. */
    IO,
    /** A table of the dataset names a file that is not there. */
    MISSING,
    /** An image that no table of the dataset names. */
    NOT_LISTED,
    /** What the dataset's table says of the file cannot be used. */
    BAD_ANNOTATION,
    /** The mask or field of view cannot be read or does not fit the image. */
    BAD_MASK,
    /** Every slice is empty. */
    BLANK,
    /** The same picture stands in another split or dataset. */
    DUPLICATE;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
