package org.lvmmed.ingest.plan;

import java.io.Serializable;
import org.lvmmed.ingest.dataset.MaskRule;
import org.lvmmed.ingest.dataset.SliceRule;
import org.lvmmed.ingest.io.Member;

/**
 * What reading the files of a dataset goes by.
 *
 * @param folder from the store's root
 * @param modality {@code unknown} where the headers decide
 * @param masksByIndex whether masks lie where their index says, whatever their headers say
 * @param image which array of a file with several is the image, and {@code mask} its mask
 */
public record DatasetRules(
    String name,
    String folder,
    String modality,
    String bodyPart,
    SliceRule slices,
    MaskRule masks,
    boolean masksByIndex,
    Member image,
    Member mask)
    implements Serializable {

  /** The path from the store's root. */
  public String stored(String path) {
    return folder.isEmpty() ? path : folder + "/" + path;
  }
}
