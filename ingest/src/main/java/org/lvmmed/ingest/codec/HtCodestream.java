package org.lvmmed.ingest.codec;

import java.io.ByteArrayOutputStream;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * A codestream of HTJ2K under a main header of T.800: without what says that its code blocks are
 * T.814's, which a decoder that knows T.800 alone refuses.
 */
final class HtCodestream {
  private static final int SOC_BYTES = 2;

  /** Where the number of components stands, in SIZ, which comes first. */
  private static final int COMPONENTS = 40;

  private static final int SIZ = 0xff51;
  private static final int CAP = 0xff50;
  private static final int COD = 0xff52;
  private static final int COC = 0xff53;
  private static final int CPF = 0xff59;
  private static final int SOT = 0xff90;

  /** Of a code block's style: the block is T.814's; and: it may be either's. */
  private static final int HT = 0x40;

  private static final int MIXED = 0x80;

  private HtCodestream() {}

  /** The same with the header of an ordinary one. */
  static byte[] asOrdinary(byte[] stream) throws UnreadableImageException {
    byte[] in = stream.clone();
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    out.write(in, 0, SOC_BYTES);
    int at = SOC_BYTES;
    while (at + 4 <= in.length && u16(in, at) != SOT) {
      int marker = u16(in, at);
      int length = 2 + u16(in, at + 2);
      if (length < 4 || at + length > in.length) {
        throw Faults.corrupt("Invalid JPEG 2000 data: a marker segment is longer than the data");
      }
      switch (marker) {
        case SIZ -> in[at + 4] &= (byte) ~(Jpeg2000Header.HIGH_THROUGHPUT >> 8);
        case COD -> clearStyle(in, at + 12);
        case COC -> clearStyle(in, at + (u16(in, COMPONENTS) < 257 ? 9 : 10));
        default -> {
          // The others are the same in both.
        }
      }
      if (marker != CAP && marker != CPF) {
        out.write(in, at, length);
      }
      at += length;
    }
    out.write(in, at, in.length - at);
    return out.toByteArray();
  }

  private static void clearStyle(byte[] in, int at) throws UnreadableImageException {
    if (at >= in.length) {
      throw Faults.corrupt("Invalid JPEG 2000 data: a marker segment is longer than the data");
    }
    if ((in[at] & HT) == 0 || (in[at] & MIXED) != 0) {
      throw Faults.unsupported(
          "High-Throughput JPEG 2000 with code blocks of both kinds is not read; convert the image"
              + " to JPEG 2000 or uncompressed, for example with OpenJPEG 2.5 or OpenJPH");
    }
    in[at] &= ~HT;
  }

  private static int u16(byte[] in, int at) {
    return (in[at] & 0xff) << 8 | in[at + 1] & 0xff;
  }
}
