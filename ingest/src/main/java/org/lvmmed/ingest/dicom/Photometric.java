package org.lvmmed.ingest.dicom;

import java.util.Locale;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Photometric Interpretation (PS3.3, C.7.6.3.1.2). */
enum Photometric {
  MONOCHROME1(1),
  MONOCHROME2(1),
  PALETTE_COLOR(1),
  RGB(3),
  YBR_FULL(3),
  YBR_FULL_422(3),
  YBR_PARTIAL_422(3),
  YBR_PARTIAL_420(3),
  YBR_ICT(3),
  YBR_RCT(3);

  private final int samples;

  Photometric(int samples) {
    this.samples = samples;
  }

  /**
   * Reads the attribute's text; what is missing, as in files older than DICOM, follows from the
   * number of samples.
   */
  static Photometric of(String text, int samples) throws UnreadableImageException {
    String name = text.toUpperCase(Locale.ROOT).replace(' ', '_');
    for (Photometric p : values()) {
      if (p.name().equals(name)) {
        return p.requireSamples(samples);
      }
    }
    if (name.isEmpty()) {
      return samples == 1 ? MONOCHROME2 : RGB.requireSamples(samples);
    }
    throw Faults.unsupported(
        "Photometric Interpretation is none of "
            + java.util.Arrays.toString(values())
            + "; convert the image");
  }

  private Photometric requireSamples(int value) throws UnreadableImageException {
    if (value != samples) {
      throw Faults.corrupt(
          "Invalid Samples per Pixel: " + value + " with " + name() + ", which needs " + samples);
    }
    return this;
  }

  /** Whether red, green and blue must be computed, unless the codec has already done so. */
  boolean isLuminanceChrominance() {
    return this == YBR_FULL
        || this == YBR_FULL_422
        || this == YBR_PARTIAL_422
        || this == YBR_PARTIAL_420;
  }

  /** Whether two pixels share their chrominance where the pixels are not compressed. */
  boolean isSubsampled() {
    return this == YBR_FULL_422 || this == YBR_PARTIAL_422;
  }

  /** Whether black and white are 16 and 235 rather than the ends of the range. */
  boolean isPartialRange() {
    return this == YBR_PARTIAL_422 || this == YBR_PARTIAL_420;
  }
}
