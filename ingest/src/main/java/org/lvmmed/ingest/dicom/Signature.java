package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells DICOM by its content: by the prefix after the preamble (PS3.10), or, for bare data sets and
 * ACR-NEMA files, by the first elements being in the right groups, in order and of plausible
 * length.
 */
final class Signature {
  private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);
  private static final int PREAMBLE = 128;
  private static final int ELEMENTS = 3;
  private static final int MAX_LENGTH = 1 << 16;

  private Signature() {}

  static boolean matches(byte[] head) {
    return prefixEnd(head) > 0 || isBareDataSet(head);
  }

  /** Offset of the first element: after preamble and prefix, after the prefix, or 0. */
  static int prefixEnd(byte[] head) {
    if (hasPrefixAt(head, PREAMBLE)) {
      return PREAMBLE + PREFIX.length;
    }
    return hasPrefixAt(head, 0) ? PREFIX.length : 0;
  }

  /**
   * Whether a data set that begins with these bytes is big-endian: its first group is 8 or less.
   */
  static boolean isBigEndian(byte[] head) {
    return head.length >= 2 && head[0] == 0 && head[1] != 0;
  }

  private static boolean hasPrefixAt(byte[] head, int at) {
    return head.length >= at + PREFIX.length
        && Arrays.equals(head, at, at + PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  private static boolean isBareDataSet(byte[] head) {
    ByteBuffer in =
        ByteBuffer.wrap(head)
            .order(isBigEndian(head) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long previous = -1;
    for (int i = 0; i < ELEMENTS; i++) {
      if (in.remaining() < 8) {
        return false;
      }
      int group = in.getShort() & 0xffff;
      long tag = (long) group << 16 | in.getShort() & 0xffff;
      long length = length(in);
      boolean rightGroup = i > 0 || group == 0x0002 || group == 0x0008;
      if (!rightGroup || tag <= previous || length < 0 || length > MAX_LENGTH) {
        return false;
      }
      previous = tag;
      in.position((int) Math.min(in.limit(), in.position() + length));
    }
    return true;
  }

  private static long length(ByteBuffer in) {
    Vr vr = Vr.of(new byte[] {in.get(in.position()), in.get(in.position() + 1)});
    if (vr == Vr.NONE) {
      return in.getInt() & 0xffffffffL;
    }
    in.getShort();
    int length = in.getShort() & 0xffff;
    if (!vr.hasLongLength()) {
      return length;
    }
    return in.remaining() < 4 ? -1 : in.getInt() & 0xffffffffL;
  }
}
