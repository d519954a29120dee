package org.lvmmed.ingest.image;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image before its pixels are decoded.
 *
 * @param format the reader's name
 * @param transferSyntax DICOM's transfer syntax UID, or the compression of other formats; null
 *     where there is none
 * @param frames number of slices, frames or pages; 4-D and 5-D volumes count every volume's slices
 * @param dims sizes of the axes as {@code inspect} prints them, slowest first, samples last, ones
 *     at the ends already removed
 * @param samples values per pixel: 1 grey or palette index, 2 grey and alpha, 3 RGB, 4 RGB and
 *     alpha
 * @param vector whether the values of a pixel are no colour: each is an image of its own
 * @param bitsStored significant bits of a sample
 * @param slope and {@code intercept}: the modality rescale, 1 and 0 where there is none
 * @param modalityTable takes the place of slope and intercept where there is one, or null
 * @param inverted whether small values are bright (MONOCHROME1)
 * @param padding stored values that mark pixels outside the image, or null
 * @param window how the file itself says its values are shown, or null
 * @param spacing row, column and slice spacing in millimetres, as far as known; empty where nothing
 *     is
 * @param palette ARGB of each palette index, or null
 * @param geometry position and orientation of each frame in patient space, for sorting; empty where
 *     unknown
 * @param attributes allow-listed attributes alone (modality, body part, series and patient
 *     identifiers to be hashed, burned-in flag)
 */
public record ImageHeader(
    String format,
    @Nullable String transferSyntax,
    int frames,
    int rows,
    int columns,
    int samples,
    boolean vector,
    SampleType type,
    int bitsStored,
    List<Integer> dims,
    double slope,
    double intercept,
    @Nullable ValueTable modalityTable,
    boolean inverted,
    @Nullable Padding padding,
    @Nullable FileWindow window,
    List<Double> spacing,
    int @Nullable [] palette,
    List<FrameGeometry> geometry,
    Map<Attribute, String> attributes) {

  /** The same header with another rescale. */
  ImageHeader with(Rescale rescale) {
    return rescale.slope() == slope && rescale.intercept() == intercept
        ? this
        : Headers.from(this).rescale(rescale.slope(), rescale.intercept()).build();
  }

  /** The modality value of a stored one. */
  public double rescaled(double stored) {
    return modalityTable == null ? stored * slope + intercept : modalityTable.at(stored);
  }

  /** Whether stored and modality values may differ. */
  public boolean isRescaled() {
    return modalityTable != null || slope != 1 || intercept != 0;
  }

  /** Whether a stored value marks a pixel outside the image. */
  public boolean isPadding(double stored) {
    return padding != null && stored >= padding.low() && stored <= padding.high();
  }

  /** From stored to modality values: {@code stored × slope + intercept}. */
  public record Rescale(double slope, double intercept) {}

  /** Stored values that mark pixels outside the image, both ends among them. */
  public record Padding(double low, double high) {}

  /**
   * What the file says of how its values are shown (PS3.3, C.11.2).
   *
   * @param centre in rescaled units
   * @param table in place of centre, width and function where the file has one, or null
   */
  public record FileWindow(
      double centre, double width, Function function, @Nullable ValueTable table) {

    /** DICOM's linear function. */
    public FileWindow(double centre, double width) {
      this(centre, width, Function.LINEAR, null);
    }
  }

  /** The VOI LUT functions. */
  public enum Function {
    LINEAR,
    LINEAR_EXACT,
    SIGMOID
  }

  /**
   * Where a frame lies: the position of its first pixel, and the direction cosines of its rows and
   * columns.
   */
  public record FrameGeometry(double[] position, double[] rowDirection, double[] columnDirection) {}

  /** The attributes that readers may pass on. Identifiers are hashed before anything is written. */
  public enum Attribute {
    PATIENT_ID,
    SERIES_ID,
    FRAME_OF_REFERENCE_ID,
    INSTANCE_ID,
    INSTANCE_NUMBER,
    MODALITY,
    BODY_PART,
    BURNED_IN_ANNOTATION,
    PHOTOMETRIC_INTERPRETATION,
    GANTRY_TILT,
    SOP_CLASS,
    /** {@code YES} for a segmentation, which is a mask and never an image. */
    SEGMENTATION,
    /** {@code YES} for the slices of a volume side by side in one picture. */
    MOSAIC,
    /** How rows and columns are to be turned for viewing: EXIF's number, 2 to 8. */
    ORIENTATION
  }
}
