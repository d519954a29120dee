package org.lvmmed.ingest.dataset;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;

/**
 * The values of a mask's frame, rescaled. Palettes stay indices, but of two greys the brighter is
 * 1. Where small values are bright (WhiteIsZero, MONOCHROME1) the value is counted from the other
 * end, whatever the bits. Where the colour is the same all over and the alpha is not, the mask is
 * the alpha.
 */
public final class MaskValues {
  private final ImageHeader header;
  private final Frame frame;
  private final int sample;
  private final boolean turned;
  private final double white;

  private MaskValues(ImageHeader header, Frame frame) {
    this.header = header;
    this.frame = frame;
    this.sample = isInAlpha(frame) ? frame.samples() - 1 : 0;
    this.turned = isTurned(header.palette());
    this.white =
        header.inverted() && !header.type().isFloat()
            ? Math.pow(2, header.bitsStored()) - 1
            : Double.NaN;
  }

  public static MaskValues of(ImageHeader header, Frame frame) {
    return new MaskValues(header, frame);
  }

  public int pixels() {
    return frame.rows() * frame.columns();
  }

  /** The value of a pixel, counted row by row. */
  public double at(int pixel) {
    double value = frame.value(pixel * frame.samples() + sample);
    if (header.palette() != null) {
      return turned ? 1 - value : value;
    }
    double stored = Double.isNaN(white) ? value : white - value;
    return header.rescaled(stored);
  }

  /** Whether a pixel has a colour, which no rule gives a meaning. */
  public boolean isColoured(int pixel) {
    int at = pixel * frame.samples();
    return sample == 0
        && frame.samples() >= 3
        && header.palette() == null
        && (frame.value(at) != frame.value(at + 1) || frame.value(at) != frame.value(at + 2));
  }

  private static boolean isInAlpha(Frame frame) {
    int samples = frame.samples();
    if (samples != 2 && samples != 4) {
      return false;
    }
    boolean alphaVaries = false;
    for (int i = 0; i < frame.length(); i += samples) {
      for (int s = 0; s < samples - 1; s++) {
        if (frame.value(i + s) != frame.value(s)) {
          return false;
        }
      }
      alphaVaries |= frame.value(i + samples - 1) != frame.value(samples - 1);
    }
    return alphaVaries;
  }

  private static boolean isTurned(int @Nullable [] palette) {
    return palette != null
        && palette.length == 2
        && Arrays.stream(palette)
            .allMatch(c -> (c & 0xff) == (c >> 8 & 0xff) && (c & 0xff) == (c >> 16 & 0xff))
        && (palette[0] & 0xff) > (palette[1] & 0xff);
  }

  /** Whole numbers without a fraction. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Values for people: the first ones and the last. */
  static String text(Collection<Double> values) {
    int shown = 12;
    String first =
        values.stream().limit(shown).map(MaskValues::text).collect(Collectors.joining(", "));
    double last = values.stream().mapToDouble(v -> v).max().orElse(0);
    return values.size() <= shown ? first : first + ", …, " + text(last);
  }
}
