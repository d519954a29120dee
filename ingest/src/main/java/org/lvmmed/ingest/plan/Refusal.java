package org.lvmmed.ingest.plan;

import java.io.Serializable;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Why a file gave no row. The message holds nothing of the file's name or its patient. */
public record Refusal(Reason reason, String message) implements Serializable {

  public static Refusal of(UnreadableImageException e) {
    return new Refusal(e.reason(), String.valueOf(e.getMessage()));
  }
}
