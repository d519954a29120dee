package org.lvmmed.ingest.pixels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;

/**
 * The levels of grey of stored values: rescale, window, inversion. Those of values of up to 16 bits
 * are kept, so that each is worked out once however many frames have it.
 */
final class Levels {
  private static final int UNKNOWN = -1;

  private final ImageHeader header;
  private final Window window;
  private final int depth;
  private final int max;
  private final int @Nullable [] known;

  Levels(ImageHeader header, Window window, int depth) {
    this.header = header;
    this.window = window;
    this.depth = depth;
    this.max = (1 << depth) - 1;
    int bytes = header.type().bytes();
    this.known = bytes > 2 ? null : new int[1 << 8 * bytes];
    if (known != null) {
      Arrays.fill(known, UNKNOWN);
    }
  }

  /** Whether these are the levels for frames of a header and a window. */
  boolean isFor(ImageHeader other, Window otherWindow, int otherDepth) {
    return depth == otherDepth
        && window.equals(otherWindow)
        && (other == header
            || other.type() == header.type()
                && other.slope() == header.slope()
                && other.intercept() == header.intercept()
                && other.modalityTable() == header.modalityTable()
                && other.inverted() == header.inverted()
                && java.util.Objects.equals(other.padding(), header.padding()));
  }

  /** The levels of all pixels of a frame, little-endian; of several samples the first counts. */
  byte[] of(Frame frame) {
    int pixels = frame.rows() * frame.columns();
    byte[] out = new byte[pixels * depth / 8];
    for (int i = 0; i < pixels; i++) {
      int level = of(frame, i * frame.samples());
      if (depth == 8) {
        out[i] = (byte) level;
      } else {
        out[2 * i] = (byte) level;
        out[2 * i + 1] = (byte) (level >> 8);
      }
    }
    return out;
  }

  private int of(Frame frame, int i) {
    if (known == null) {
      return level(frame.value(i));
    }
    int at = frame.bits(i);
    int level = known[at];
    if (level == UNKNOWN) {
      level = level(frame.value(i));
      known[at] = level;
    }
    return level;
  }

  private int level(double stored) {
    if (Double.isNaN(stored) || header.isPadding(stored)) {
      return 0;
    }
    long level = Math.round(window.tone().level(header.rescaled(stored)) * max);
    int value = (int) Math.max(0, Math.min(max, level));
    return header.inverted() ? max - value : value;
  }
}
