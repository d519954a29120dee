package org.lvmmed.ingest.pixels;

import java.util.Arrays;
import org.lvmmed.ingest.image.Frame;

/** Looks palette indices up: colour, or grey where the palette holds nothing else. */
final class Palettes {
  private Palettes() {}

  static Picture apply(int[] palette, Frame frame) {
    boolean grey =
        Arrays.stream(palette)
            .allMatch(c -> (c >> 16 & 0xff) == (c & 0xff) && (c >> 8 & 0xff) == (c & 0xff));
    int pixels = frame.rows() * frame.columns();
    byte[] out = new byte[grey ? pixels : 3 * pixels];
    for (int i = 0; i < pixels; i++) {
      int index = (int) frame.value(i * frame.samples());
      int argb = index >= 0 && index < palette.length ? palette[index] : 0;
      if (grey) {
        out[i] = (byte) argb;
      } else {
        out[3 * i] = (byte) (argb >> 16);
        out[3 * i + 1] = (byte) (argb >> 8);
        out[3 * i + 2] = (byte) argb;
      }
    }
    return new Picture(frame.rows(), frame.columns(), grey ? 1 : 3, 8, out);
  }
}
