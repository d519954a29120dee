package org.lvmmed.ingest.io;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which of the arrays of a file that holds several is meant.
 *
 * @param mask whether it is wanted as a mask
 * @param name the array's path in the file, or null where its name and shape tell
 */
public record Member(boolean mask, @Nullable String name) implements Serializable {
  public static final Member IMAGE = new Member(false, null);
  public static final Member MASK = new Member(true, null);
}
