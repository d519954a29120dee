package org.lvmmed.ingest.io;

import java.io.Serializable;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * A file that is there and cannot be opened: a link out of the corpus, an archive that is broken,
 * an entry of one that may not be followed.
 *
 * @param path as {@code FileEntry} has it
 * @param message holds nothing of the path
 */
public record Unusable(String path, Reason reason, String message) implements Serializable {

  public static Unusable of(String path, UnreadableImageException e) {
    return new Unusable(path, e.reason(), String.valueOf(e.getMessage()));
  }

  /** The same by another path. */
  public Unusable at(String other) {
    return new Unusable(other, reason, message);
  }
}
