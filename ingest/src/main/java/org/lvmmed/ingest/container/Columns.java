package org.lvmmed.ingest.container;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are meant. What is null is told by names.
 *
 * @param label of an array of several columns its number, from 0
 */
public record Columns(@Nullable String image, @Nullable String label, @Nullable String patient)
    implements Serializable {
  public static final Columns BY_NAME = new Columns(null, null, null);
}
