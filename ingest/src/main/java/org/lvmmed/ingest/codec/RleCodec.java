package org.lvmmed.ingest.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * DICOM's RLE (PS3.5 annex G): one PackBits segment for each byte of a sample, most significant
 * byte first, each sample in a plane of its own.
 */
public final class RleCodec {
  private static final int HEADER_BYTES = 64;
  private static final int MAX_SEGMENTS = 15;
  private static final int MAX_VALUES_PER_BYTE = 64;

  private RleCodec() {}

  /**
   * Decodes one frame.
   *
   * @param planes number of segments that the frame must have: samples × bytes per sample
   * @param planeBytes length of each decoded segment
   * @return {@code planes × planeBytes} bytes, one segment after the other
   */
  public static byte[] decode(byte[] stream, int planes, int planeBytes)
      throws UnreadableImageException {
    int[] offsets = offsets(stream, planes);
    if ((long) stream.length * MAX_VALUES_PER_BYTE < (long) planes * planeBytes) {
      throw Faults.truncated(
          "Truncated RLE frame: "
              + stream.length
              + " coded bytes cannot hold "
              + (long) planes * planeBytes);
    }
    byte[] out = new byte[Math.multiplyExact(planes, planeBytes)];
    for (int p = 0; p < planes; p++) {
      unpack(stream, offsets[p], offsets[p + 1], out, p * planeBytes, planeBytes);
    }
    return out;
  }

  private static int[] offsets(byte[] stream, int planes) throws UnreadableImageException {
    if (stream.length < HEADER_BYTES) {
      throw Faults.truncated(
          "Truncated RLE frame: " + stream.length + " bytes where its header alone needs 64");
    }
    ByteBuffer header = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    int segments = header.getInt();
    if (segments != planes || segments > MAX_SEGMENTS) {
      throw Faults.corrupt(
          "Invalid RLE frame: " + segments + " segments where its samples need " + planes);
    }
    int[] offsets = new int[planes + 1];
    for (int p = 0; p < planes; p++) {
      offsets[p] = header.getInt();
    }
    offsets[planes] = stream.length;
    for (int p = 0; p < planes; p++) {
      if (offsets[p] < HEADER_BYTES || offsets[p] > offsets[p + 1]) {
        throw Faults.corrupt(
            "Invalid RLE frame: segment "
                + p
                + " begins at "
                + offsets[p]
                + " of "
                + stream.length
                + " bytes");
      }
    }
    return offsets;
  }

  private static void unpack(byte[] in, int from, int to, byte[] out, int start, int length)
      throws UnreadableImageException {
    int at = from;
    int filled = 0;
    while (filled < length) {
      if (at >= to) {
        throw Faults.truncated(
            "Truncated RLE frame: a segment ends after " + filled + " of " + length + " bytes");
      }
      int control = in[at++];
      if (control >= 0) {
        int run = Math.min(control + 1, length - filled);
        if (run > to - at) {
          throw Faults.truncated("Truncated RLE frame: a literal run passes its segment's end");
        }
        System.arraycopy(in, at, out, start + filled, run);
        at += control + 1;
        filled += run;
      } else if (control != -128) {
        if (at >= to) {
          throw Faults.truncated("Truncated RLE frame: a repeated run lacks its value");
        }
        int run = Math.min(1 - control, length - filled);
        java.util.Arrays.fill(out, start + filled, start + filled + run, in[at++]);
        filled += run;
      }
    }
  }
}
