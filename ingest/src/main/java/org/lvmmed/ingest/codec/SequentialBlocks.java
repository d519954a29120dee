package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/** Blocks of baseline and extended sequential scans (ITU-T T.81, F.2.2). */
final class SequentialBlocks implements DctDecoder.BlockDecoder {
  private static final int RUN_OF_16 = 0xf0;

  private final HuffmanTable dc;
  private final HuffmanTable ac;
  private final EntropyBits in;
  private final short[] coefficients;
  private int prediction;

  SequentialBlocks(HuffmanTable dc, HuffmanTable ac, EntropyBits in, short[] coefficients) {
    this.dc = dc;
    this.ac = ac;
    this.in = in;
    this.coefficients = coefficients;
  }

  @Override
  public void decode(int at) throws UnreadableImageException {
    prediction += difference(dc, in);
    coefficients[at] = (short) prediction;
    int k = 1;
    while (k < 64) {
      int symbol = ac.decode(in);
      int category = symbol & 15;
      if (category == 0 && symbol != RUN_OF_16) {
        return;
      }
      k += symbol >>> 4;
      if (k > 63) {
        throw Faults.corrupt("Invalid JPEG data: a run passes the end of its block");
      }
      coefficients[at + JpegTables.zigzag(k)] = (short) in.signed(category);
      k++;
    }
  }

  /** The difference between a block's first coefficient and that of the block before. */
  static int difference(HuffmanTable table, EntropyBits in) throws UnreadableImageException {
    int category = table.decode(in);
    if (category > 15) {
      throw Faults.corrupt("Invalid JPEG data: a difference of " + category + " bits");
    }
    return in.signed(category);
  }

  @Override
  public void restart() {
    prediction = 0;
  }
}
