package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a volume as gzipped NIfTI-1, little-endian. Rows run from front to back and columns from
 * the patient's right to left, which the header's affine says.
 */
final class NiftiFile {
  private static final int HEADER_BYTES = 352;

  /** The element types that phantoms need, with NIfTI's code. */
  enum Type {
    UINT8(2, 1),
    INT16(4, 2),
    FLOAT32(16, 4);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  private NiftiFile() {}

  /**
   * @param slices from feet to head
   * @param pixel width of a pixel in millimetres
   * @param distance of two slices in millimetres
   */
  static void write(
      PhantomSink sink, String path, List<Plane> slices, Type type, float pixel, float distance)
      throws IOException {
    try (OutputStream out = new GZIPOutputStream(sink.create(path))) {
      out.write(header(slices.get(0).size(), slices.size(), type, pixel, distance).array());
      for (Plane slice : slices) {
        out.write(encode(slice.values(), type).array());
      }
    }
  }

  private static ByteBuffer header(int size, int slices, Type type, float pixel, float distance) {
    ByteBuffer h = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    h.putInt(0, 348);
    short[] dims = {3, (short) size, (short) size, (short) slices, 1, 1, 1, 1};
    float[] pixdim = {1, pixel, pixel, distance, 1, 1, 1, 1};
    for (int i = 0; i < 8; i++) {
      h.putShort(40 + 2 * i, dims[i]);
      h.putFloat(76 + 4 * i, pixdim[i]);
    }
    h.putShort(70, (short) type.code);
    h.putShort(72, (short) (8 * type.bytes));
    h.putFloat(108, HEADER_BYTES);
    h.putFloat(112, 1); // scl_slope
    h.put(123, (byte) 2); // millimetres
    affine(h, size, slices, pixel, distance);
    h.put(344, new byte[] {'n', '+', '1', 0});
    return h;
  }

  /** NIfTI's axes grow to the patient's right, front and head; columns and rows run against two. */
  private static void affine(ByteBuffer h, int size, int slices, float pixel, float distance) {
    h.putShort(254, (short) 1); // sform: scanner
    float centre = pixel * (size - 1) / 2;
    float[][] rows = {
      {-pixel, 0, 0, centre}, {0, -pixel, 0, centre}, {0, 0, distance, -distance * slices / 2}
    };
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 4; c++) {
        h.putFloat(280 + 16 * r + 4 * c, rows[r][c]);
      }
    }
  }

  private static ByteBuffer encode(double[] values, Type type) {
    ByteBuffer b = ByteBuffer.allocate(values.length * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      switch (type) {
        case UINT8 -> b.put((byte) Math.round(v));
        case INT16 -> b.putShort((short) Math.round(v));
        case FLOAT32 -> b.putFloat((float) v);
      }
    }
    return b;
  }
}
