package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/** A Huffman code of ITU-T T.81 annex C, with a table for the short codes (annex F.2.2.3). */
final class HuffmanTable {
  private static final int MAX_LENGTH = 16;
  private static final int LOOKUP_BITS = 9;

  private final byte[] symbols;

  /** For each prefix of 9 bits: symbol and code length, or 0 where the code is longer. */
  private final short[] lookup = new short[1 << LOOKUP_BITS];

  /** For each length the first code that is longer, aligned to 16 bits. */
  private final int[] limit = new int[MAX_LENGTH + 2];

  /** For each length the index of its first symbol less its first code. */
  private final int[] offset = new int[MAX_LENGTH + 1];

  /**
   * @param counts number of codes of each length 1 to 16, from index 1
   * @param symbols in the order of their codes
   */
  HuffmanTable(int[] counts, byte[] symbols) throws UnreadableImageException {
    this.symbols = symbols;
    int code = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      offset[length] = index - code;
      for (int i = 0; i < counts[length]; i++) {
        fillLookup(code + i, length, symbols[index + i]);
      }
      code += counts[length];
      index += counts[length];
      if (code > 1 << length) {
        throw Faults.corrupt(
            "Invalid JPEG Huffman table: more codes of " + length + " bits than there can be");
      }
      limit[length] = code << MAX_LENGTH - length;
      code <<= 1;
    }
    limit[MAX_LENGTH + 1] = Integer.MAX_VALUE;
  }

  private void fillLookup(int code, int length, byte symbol) {
    if (length > LOOKUP_BITS || code >= 1 << length) {
      return;
    }
    int first = code << LOOKUP_BITS - length;
    for (int i = 0; i < 1 << LOOKUP_BITS - length; i++) {
      lookup[first + i] = (short) (length << 8 | symbol & 0xff);
    }
  }

  /** Reads one symbol, 0 to 255. */
  int decode(EntropyBits in) throws UnreadableImageException {
    int window = in.peek16();
    int entry = lookup[window >>> MAX_LENGTH - LOOKUP_BITS];
    if (entry != 0) {
      in.skip(entry >>> 8);
      return entry & 0xff;
    }
    int length = LOOKUP_BITS + 1;
    while (window >= limit[length]) {
      length++;
    }
    if (length > MAX_LENGTH) {
      throw Faults.corrupt("Invalid JPEG data: a code that its Huffman table does not hold");
    }
    in.skip(length);
    return symbols[offset[length] + (window >>> MAX_LENGTH - length)] & 0xff;
  }
}
