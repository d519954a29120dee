package org.lvmmed.ingest.corpus;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.pixels.Window;

/**
 * One row of the corpus: a 2-D image or a slice.
 *
 * @param png the picture, 8 or 16 bits
 * @param imageId opaque and unique; rows are in its order
 * @param contentHash SHA-256 of the picture's values, hexadecimal
 * @param sliceIndex frame or slice in its file or series, from 0
 * @param channels 1 grey, 3 RGB
 * @param spacing row, column and slice spacing in millimetres, as far as known
 * @param window what became black and white, or null where values are as stored
 * @param mask PNG of class indices, or null
 * @param boxes null where objects were not looked for
 * @param fov PNG of 0 and 1, or null
 */
public record ImageRow(
    byte[] png,
    String imageId,
    String contentHash,
    String dataset,
    String modality,
    String bodyPart,
    String patientKey,
    String seriesKey,
    int sliceIndex,
    int height,
    int width,
    int channels,
    int bits,
    List<Double> spacing,
    @Nullable Window window,
    Split split,
    @Nullable String label,
    byte @Nullable [] mask,
    @Nullable List<Box> boxes,
    byte @Nullable [] fov)
    implements Serializable {

  /** Version of the columns and their meaning. */
  public static final int SCHEMA_VERSION = 1;
}
