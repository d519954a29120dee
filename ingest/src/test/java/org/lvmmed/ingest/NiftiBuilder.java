package org.lvmmed.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small NIfTI files of every make. */
public final class NiftiBuilder {
  private final int[] dims;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private int version = 1;
  private int code = 4;
  private int bytes = 2;
  private float slope;
  private float intercept;
  private double[] values = new double[0];
  private float[] affine;
  private int units;

  private NiftiBuilder(int... dims) {
    this.dims = dims;
  }

  /** Sizes, fastest first. */
  public static NiftiBuilder of(int... dims) {
    return new NiftiBuilder(dims);
  }

  public NiftiBuilder bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  public NiftiBuilder version2() {
    version = 2;
    return this;
  }

  /** NIfTI's code of a type and its size: 2 uint8, 4 int16, 8 int32, 16 float32, 64 float64. */
  public NiftiBuilder type(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
    return this;
  }

  public NiftiBuilder rescale(double slope, double intercept) {
    this.slope = (float) slope;
    this.intercept = (float) intercept;
    return this;
  }

  /** Three rows of four, voxels to right-anterior-superior millimetres. */
  public NiftiBuilder affine(float... rows) {
    this.affine = rows;
    return this;
  }

  /** NIfTI's code of a unit: 1 metres, 2 millimetres, 3 microns. */
  public NiftiBuilder units(int code) {
    units = code;
    return this;
  }

  public NiftiBuilder values(double... values) {
    this.values = values;
    return this;
  }

  /** Values that count up from 0. */
  public NiftiBuilder counting() {
    int count = 1;
    for (int d : dims) {
      count *= d;
    }
    values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return this;
  }

  public Path write(Path file) throws IOException {
    byte[] content = join(header("n+1"), data());
    if (file.getFileName().toString().endsWith(".gz")) {
      content = gzip(content);
    }
    return Files.write(file, content);
  }

  /** A pair: the header at {@code stem.hdr}, the values at {@code stem.img}. */
  public Path writePair(Path folder, String stem) throws IOException {
    Files.write(folder.resolve(stem + ".img"), data());
    return Files.write(folder.resolve(stem + ".hdr"), header("ni1"));
  }

  public byte[] header(String magic) {
    boolean single = magic.equals("n+1");
    int size = version == 1 ? 348 : 540;
    ByteBuffer out = ByteBuffer.allocate(single ? size + 4 : size).order(order);
    out.putInt(0, size);
    if (version == 1) {
      first(out, magic, single);
    } else {
      second(out, magic, single);
    }
    return out.array();
  }

  private void first(ByteBuffer out, String magic, boolean single) {
    out.putShort(40, (short) dims.length);
    for (int i = 0; i < dims.length; i++) {
      out.putShort(42 + 2 * i, (short) dims[i]);
      out.putFloat(80 + 4 * i, i + 1);
    }
    out.put(123, (byte) units);
    out.putShort(70, (short) code).putShort(72, (short) (8 * bytes));
    out.putFloat(108, single ? 352 : 0).putFloat(112, slope).putFloat(116, intercept);
    if (affine != null) {
      out.putShort(254, (short) 1);
      for (int i = 0; i < 12; i++) {
        out.putFloat(280 + 4 * i, affine[i]);
      }
    }
    for (int i = 0; i < 3; i++) {
      out.put(344 + i, (byte) magic.charAt(i));
    }
  }

  private void second(ByteBuffer out, String magic, boolean single) {
    for (int i = 0; i < 3; i++) {
      out.put(4 + i, (byte) (i == 2 && single ? '2' : magic.charAt(i)));
    }
    out.putInt(500, units);
    out.putShort(12, (short) code).putShort(14, (short) (8 * bytes));
    out.putLong(16, dims.length);
    for (int i = 0; i < dims.length; i++) {
      out.putLong(24 + 8 * i, dims[i]);
      out.putDouble(112 + 8 * i, i + 1);
    }
    out.putLong(168, single ? 544 : 0).putDouble(176, slope).putDouble(184, intercept);
  }

  public byte[] data() {
    ByteBuffer out = ByteBuffer.allocate(values.length * bytes).order(order);
    for (double value : values) {
      switch (code) {
        case 16 -> out.putFloat((float) value);
        case 64 -> out.putDouble(value);
        default -> {
          switch (bytes) {
            case 1 -> out.put((byte) (long) value);
            case 2 -> out.putShort((short) (long) value);
            case 4 -> out.putInt((int) (long) value);
            default -> out.putLong((long) value);
          }
        }
      }
    }
    return out.array();
  }

  public static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
