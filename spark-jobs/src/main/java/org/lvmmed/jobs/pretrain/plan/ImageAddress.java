package org.lvmmed.jobs.pretrain.plan;

import java.io.Serializable;
import org.lvmmed.model.view.Draws;

/**
 * Where an image lies in the corpus.
 *
 * @param key the image's 64-bit key
 * @param copy 0, or which over-sampled copy it is to become, from 1
 * @param file number of the Parquet file
 * @param row row within the file
 */
public record ImageAddress(long key, int copy, int file, long row) implements Serializable {

  /** What random draws are derived from: copies have views of their own. */
  public long drawKey() {
    return copy == 0 ? key : Draws.hash(key, copy);
  }
}
