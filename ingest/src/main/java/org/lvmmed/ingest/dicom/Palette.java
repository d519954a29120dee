package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The palette colour lookup tables (PS3.3, C.7.6.3.1.5 and .6, and the segmented form of C.7.9.2),
 * one for each of red, green and blue.
 */
final class Palette {
  private static final int MAX_ENTRIES = 1 << 16;

  private Palette() {}

  /**
   * The colours as 0xAARRGGBB, indexed by stored value: values below the first mapped one take the
   * first entry. Empty where a table is missing or broken, which leaves the indices readable.
   */
  static Optional<int[]> read(DataSet set) {
    Optional<int[]> red = table(set, 0);
    Optional<int[]> green = table(set, 1);
    Optional<int[]> blue = table(set, 2);
    if (red.isEmpty() || green.isEmpty() || blue.isEmpty()) {
      return Optional.empty();
    }
    int length = Math.max(red.get().length, Math.max(green.get().length, blue.get().length));
    int[] argb = new int[length];
    for (int i = 0; i < length; i++) {
      argb[i] = 0xff << 24 | at(red.get(), i) << 16 | at(green.get(), i) << 8 | at(blue.get(), i);
    }
    return Optional.of(argb);
  }

  private static int at(int[] table, int index) {
    return table[Math.min(index, table.length - 1)];
  }

  /** One table as 8-bit intensities from stored value 0 on. */
  private static Optional<int[]> table(DataSet set, int colour) {
    ByteBuffer descriptor = set.binary(Tag.PALETTE_DESCRIPTOR_RED + colour);
    if (descriptor.remaining() < 6) {
      return Optional.empty();
    }
    int declared = descriptor.getShort() & 0xffff;
    int entries = declared == 0 ? MAX_ENTRIES : declared;
    int first = descriptor.getShort();
    int bits = descriptor.getShort() & 0xffff;
    int[] values = entries(set, colour, entries, bits);
    if (values.length == 0) {
      return Optional.empty();
    }
    return Optional.of(fromZero(toEightBits(values, bits), first));
  }

  private static int[] entries(DataSet set, int colour, int entries, int bits) {
    ByteBuffer data = set.binary(Tag.PALETTE_RED + colour);
    if (data.remaining() == 0) {
      return segmented(set.binary(Tag.SEGMENTED_PALETTE_RED + colour), entries, bits);
    }
    boolean wide = data.remaining() >= 2 * entries;
    if (!wide && data.remaining() < entries) {
      return new int[0];
    }
    int[] out = new int[entries];
    for (int i = 0; i < entries; i++) {
      out[i] = wide ? data.getShort() & 0xffff : byteOfWord(data, i);
    }
    return out;
  }

  /** Entries of 8 bits fill 16-bit words, the first in the lower half. */
  private static int byteOfWord(ByteBuffer data, int i) {
    int at = data.order() == ByteOrder.BIG_ENDIAN ? i ^ 1 : i;
    return data.get(Math.min(at, data.limit() - 1)) & 0xff;
  }

  private static int[] toEightBits(int[] values, int bits) {
    boolean wide = bits > 8 && Arrays.stream(values).anyMatch(v -> v > 0xff);
    return Arrays.stream(values).map(v -> wide ? v >>> 8 : v & 0xff).toArray();
  }

  private static int[] fromZero(int[] values, int first) {
    int[] out = new int[Math.max(1, Math.min(MAX_ENTRIES, values.length + first))];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[Math.max(0, Math.min(values.length - 1, i - first))];
    }
    return out;
  }

  /** Expands discrete (0), linear (1) and indirect (2) segments. */
  private static int[] segmented(ByteBuffer data, int entries, int bits) {
    int[] words = new int[bits > 8 ? data.remaining() / 2 : data.remaining()];
    for (int i = 0; i < words.length; i++) {
      words[i] = bits > 8 ? data.getShort() & 0xffff : byteOfWord(data, i);
    }
    return new SegmentExpander(words, entries, bits > 8).expand();
  }

  /** Walks over the segments of one table. */
  private static final class SegmentExpander {
    private final int[] words;
    private final int[] out;
    private final boolean wide;
    private int filled;

    SegmentExpander(int[] words, int entries, boolean wide) {
      this.words = words;
      this.out = new int[entries];
      this.wide = wide;
    }

    /** The entries; none if the segments are broken or do not fill the table. */
    int[] expand() {
      int at = 0;
      while (at >= 0 && at + 1 < words.length && filled < out.length) {
        at = words[at] == 2 ? indirect(at) : direct(at);
      }
      return filled == out.length ? out : new int[0];
    }

    /** Returns where the next segment begins, or -1 if this one is broken. */
    private int direct(int at) {
      if (at + 1 >= words.length) {
        return -1;
      }
      int length = words[at + 1];
      if (words[at] == 0 && at + 2 + length <= words.length) {
        for (int i = 0; i < length; i++) {
          append(words[at + 2 + i]);
        }
        return at + 2 + length;
      }
      if (words[at] == 1 && at + 3 <= words.length && filled > 0) {
        int from = out[filled - 1];
        int to = words[at + 2];
        for (int i = 1; i <= length; i++) {
          append(from + (int) Math.round((to - from) * (double) i / length));
        }
        return at + 3;
      }
      return -1;
    }

    /** Repeats a number of segments from a byte offset on. */
    private int indirect(int at) {
      int offsetWords = wide ? 2 : 4;
      if (at + 2 + offsetWords > words.length) {
        return -1;
      }
      long offset = 0;
      for (int i = offsetWords - 1; i >= 0; i--) {
        offset = offset << (wide ? 16 : 8) | words[at + 2 + i];
      }
      int from = (int) Math.min(words.length, wide ? offset / 2 : offset);
      for (int i = 0; i < words[at + 1]; i++) {
        if (from < 0 || from >= words.length || words[from] > 1) {
          return -1;
        }
        from = direct(from);
      }
      return at + 2 + offsetWords;
    }

    private void append(int value) {
      if (filled < out.length) {
        out[filled++] = value;
      }
    }
  }
}
