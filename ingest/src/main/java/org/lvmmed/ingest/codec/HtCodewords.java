package org.lvmmed.ingest.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The variable-length code of HTJ2K's quads (ITU-T T.814, Annex C), by context and the next seven
 * bits. A code word tells of the four samples of a quad, column by column, which are significant,
 * and what is known of the largest of them.
 */
final class HtCodewords {
  /** Of the first line of quads of a code block. */
  static final HtCodewords FIRST_LINE;

  /** Of all others. */
  static final HtCodewords OTHER_LINES;

  /** No sample is significant. */
  static final int NOTHING = 0;

  private static final int LONGEST = 7;
  private static final int CONTEXTS = 8;

  static {
    FIRST_LINE = new HtCodewords();
    OTHER_LINES = new HtCodewords();
    try (InputStream in = HtCodewords.class.getResourceAsStream("ht-codewords.txt")) {
      read(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final int[] entries = new int[CONTEXTS << LONGEST];

  private HtCodewords() {}

  private static void read(InputStreamReader in) throws IOException {
    HtCodewords table = OTHER_LINES;
    BufferedReader lines = new BufferedReader(in);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("@")) {
        table = table == OTHER_LINES ? FIRST_LINE : OTHER_LINES;
      } else if (!line.startsWith("#")) {
        table.add(line.split(" ", -1));
      }
    }
  }

  private void add(String[] fields) {
    String word = fields[5];
    int bits = Integer.parseInt(new StringBuilder(word).reverse().toString(), 2);
    int entry =
        word.length()
            | Integer.parseInt(fields[1], 2) << 4
            | Integer.parseInt(fields[2]) << 8
            | Integer.parseInt(fields[3], 2) << 12
            | Integer.parseInt(fields[4], 2) << 16;
    int first = Integer.parseInt(fields[0]) << LONGEST;
    for (int ahead = bits; ahead < 1 << LONGEST; ahead += 1 << word.length()) {
      entries[first + ahead] = entry;
    }
  }

  /** Reads a code word. */
  int next(int context, HtBackwardBits bits) {
    int entry = entries[context << LONGEST | bits.peek(LONGEST)];
    bits.skip(entry & 0xf);
    return entry;
  }

  /** The significant samples: bits 0 and 1 the left column, 2 and 3 the right one. */
  static int significant(int word) {
    return word >> 4 & 0xf;
  }

  /** Whether the bound of the quad's exponents is given with an excess. */
  static boolean hasExcess(int word) {
    return (word >> 8 & 1) != 0;
  }

  /** 1 for a sample whose leading bit the code word tells. */
  static int isKnown(int word, int sample) {
    return word >> 12 + sample & 1;
  }

  /** That leading bit. */
  static int leading(int word, int sample) {
    return word >> 16 + sample & 1;
  }
}
