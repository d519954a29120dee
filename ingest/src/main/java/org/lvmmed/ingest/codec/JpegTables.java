package org.lvmmed.ingest.codec;

import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.UnreadableImageException;

/** The tables that are in force at a place of a codestream (ITU-T T.81, B.2.4). */
final class JpegTables {
  private static final int TABLES = 4;

  /** Position in a block, row by row, of each coefficient in the order of the stream (A.3.6). */
  private static final int[] ZIGZAG = zigzag();

  private final @Nullable HuffmanTable[] dc = new HuffmanTable[TABLES];
  private final @Nullable HuffmanTable[] ac = new HuffmanTable[TABLES];
  private final int[] @Nullable [] quantisation = new int[TABLES][];
  private int restartInterval;
  private LsParameters lsParameters = LsParameters.DEFAULTS;

  int restartInterval() {
    return restartInterval;
  }

  HuffmanTable dc(int selector) throws UnreadableImageException {
    return required(selector < TABLES ? dc[selector] : null, selector);
  }

  HuffmanTable ac(int selector) throws UnreadableImageException {
    return required(selector < TABLES ? ac[selector] : null, selector);
  }

  private static HuffmanTable required(@Nullable HuffmanTable table, int selector)
      throws UnreadableImageException {
    if (table == null) {
      throw Faults.corrupt("Invalid JPEG data: Huffman table " + selector + " is missing");
    }
    return table;
  }

  /** Quantisation steps, row by row. */
  int[] quantisation(int selector) throws UnreadableImageException {
    int[] table = selector < TABLES ? quantisation[selector] : null;
    if (table == null) {
      throw Faults.corrupt("Invalid JPEG data: quantisation table " + selector + " is missing");
    }
    return table;
  }

  static int zigzag(int k) {
    return ZIGZAG[k];
  }

  /** Reads a DHT segment. */
  void readHuffman(JpegSegments in) throws UnreadableImageException {
    while (in.remaining() > 0) {
      int target = in.u8();
      int[] counts = new int[17];
      int total = 0;
      for (int length = 1; length <= 16; length++) {
        counts[length] = in.u8();
        total += counts[length];
      }
      if ((target & 15) >= TABLES || target >>> 4 > 1 || total > 256) {
        throw Faults.corrupt("Invalid JPEG Huffman table: destination " + target);
      }
      HuffmanTable table = new HuffmanTable(counts, in.bytes(total));
      (target >>> 4 == 0 ? dc : ac)[target & 15] = table;
    }
  }

  /** Reads a DQT segment. */
  void readQuantisation(JpegSegments in) throws UnreadableImageException {
    while (in.remaining() > 0) {
      int target = in.u8();
      if ((target & 15) >= TABLES) {
        throw Faults.corrupt("Invalid JPEG quantisation table: destination " + target);
      }
      int[] table = new int[64];
      for (int k = 0; k < 64; k++) {
        table[ZIGZAG[k]] = target >>> 4 == 0 ? in.u8() : in.u16();
      }
      quantisation[target & 15] = table;
    }
  }

  /** Reads a DRI segment; JPEG-LS has longer ones. */
  void readRestartInterval(JpegSegments in) throws UnreadableImageException {
    int interval = 0;
    while (in.remaining() > 0) {
      interval = interval << 8 | in.u8();
    }
    restartInterval = Math.max(0, interval);
  }

  /** Reads an LSE segment of JPEG-LS. */
  void readLsParameters(JpegSegments in) throws UnreadableImageException {
    lsParameters = LsParameters.read(in);
  }

  LsParameters lsParameters() {
    return lsParameters;
  }

  private static int[] zigzag() {
    int[] order = new int[64];
    int k = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      for (int i = Math.max(0, diagonal - 7); i <= Math.min(7, diagonal); i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        order[k++] = row * 8 + diagonal - row;
      }
    }
    return order;
  }
}
