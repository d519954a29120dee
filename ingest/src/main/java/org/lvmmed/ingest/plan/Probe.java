package org.lvmmed.ingest.plan;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.MaskStatistics;

/**
 * What a first look at a file told. It holds identifiers in their keyed form alone.
 *
 * @param file the file's opaque identifier
 * @param refusal why it cannot be used, or null for an image
 * @param companions opaque identifiers of files that were read for this one
 * @param header what the header told, or null where only the content's kind was looked at
 * @param mask values, where the file was asked about as a mask
 */
public record Probe(
    String file,
    @Nullable Refusal refusal,
    List<String> companions,
    @Nullable HeaderFacts header,
    @Nullable MaskStatistics mask)
    implements Serializable {

  public boolean isImage() {
    return refusal == null;
  }

  /**
   * What planning needs of a header.
   *
   * @param patient keyed, or null
   * @param draw a number from 0 to 65535 that draws the patient's split, the same for every secret
   * @param series keyed, or null where the file is its own series
   * @param frameGeometry how the frames of a multi-frame file lie, or null
   * @param place where the frame lies in its series, or null
   */
  public record HeaderFacts(
      int frames,
      int rows,
      int columns,
      String modality,
      String bodyPart,
      @Nullable String patient,
      int draw,
      @Nullable String series,
      @Nullable Place place,
      @Nullable SeriesGeometry frameGeometry)
      implements Serializable {}

  /**
   * The place of a single-frame file in its series.
   *
   * @param position of the first pixel, patient millimetres; empty where unknown
   * @param row direction of the rows, and {@code column} of the columns; empty where unknown
   * @param number the instance number, or -1
   * @param tilt gantry tilt in degrees
   * @param shown the window that the file names, as a word that is equal for equal windows
   */
  public record Place(
      List<Double> position,
      List<Double> row,
      List<Double> column,
      int number,
      double tilt,
      String shown)
      implements Serializable {}
}
