package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Shorthand for the three ways in which content fails its reader. */
public final class Faults {

  private Faults() {}

  /** The content breaks the rules of its format. */
  public static UnreadableImageException corrupt(String message) {
    return new UnreadableImageException(Reason.CORRUPT, message);
  }

  /** The content ends before it should. */
  public static UnreadableImageException truncated(String message) {
    return new UnreadableImageException(Reason.TRUNCATED, message);
  }

  /** The content is of a known kind, in a variant that is not read. */
  public static UnreadableImageException unsupported(String message) {
    return new UnreadableImageException(Reason.UNSUPPORTED, message);
  }
}
