package org.lvmmed.ingest.corpus;

import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.pixels.Picture;

/** Whether a picture lost all that its frame had. */
final class Flatness {
  private Flatness() {}

  /** Whether the picture is one value all over and the frame, padding left out, is not. */
  static boolean isSilent(ImageHeader header, Frame frame, Picture picture) {
    int pixel = picture.channels() * picture.bits() / 8;
    byte[] data = picture.data();
    for (int i = pixel; i < data.length; i++) {
      if (data[i] != data[i - pixel]) {
        return false;
      }
    }
    double first = Double.NaN;
    for (int i = 0; i < frame.length(); i++) {
      double value = frame.value(i);
      boolean counts = !Double.isNaN(value) && !header.isPadding(value);
      if (counts && i % frame.samples() == 0) {
        if (!Double.isNaN(first) && value != first) {
          return true;
        }
        first = value;
      }
    }
    return isInAlpha(frame);
  }

  private static boolean isInAlpha(Frame frame) {
    int samples = frame.samples();
    for (int i = 2 * samples - 1; samples > 1 && i < frame.length(); i += samples) {
      if (frame.value(i) != frame.value(i - samples)) {
        return true;
      }
    }
    return false;
  }
}
