package org.lvmmed.ingest.raster;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.Strided;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * A decoded page as stored: palettes stay indices, other colour spaces than grey and RGB become
 * RGB.
 */
record Pixels(
    int rows,
    int columns,
    int samples,
    SampleType type,
    int bits,
    int @Nullable [] palette,
    byte[] data) {

  static Pixels of(BufferedImage image) throws UnreadableImageException {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return indices(image.getRaster(), palette);
    }
    boolean plain =
        model instanceof ComponentColorModel
            && (model.getColorSpace().getType() == ColorSpace.TYPE_RGB
                || model.getColorSpace().getType() == ColorSpace.TYPE_GRAY);
    return plain ? samples(image.getRaster()) : converted(image);
  }

  Frame frame(int index) {
    return new Frame(index, rows, columns, samples, type, data);
  }

  /** Refuses a page that cannot be a frame of the same image; its size may be another. */
  void requireLike(Pixels first) throws UnreadableImageException {
    boolean indexed = palette != null;
    if (samples != first.samples || type != first.type || indexed != (first.palette != null)) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The pages of the file differ in type: "
              + first.describe()
              + " and "
              + describe()
              + "; save each kind of page in a file of its own");
    }
  }

  private String describe() {
    return samples + " x " + type.numpyName();
  }

  /** Without the last value of each pixel. */
  Pixels withoutLastSample() {
    int pixel = samples * type.bytes();
    int kept = pixel - type.bytes();
    byte[] out = new byte[rows * columns * kept];
    Strided.copy(
        new Strided.Walk(data, 0, pixel), new Strided.Walk(out, 0, kept), rows * columns, kept);
    return new Pixels(rows, columns, samples - 1, type, bits, palette, out);
  }

  /** The values of a raster, whatever colours they stand for. */
  static Pixels stored(Raster raster, boolean signed) throws UnreadableImageException {
    Pixels pixels = samples(raster);
    SampleType type =
        switch (pixels.type) {
          case UINT8 -> signed ? SampleType.INT8 : SampleType.UINT8;
          case UINT32 -> signed ? SampleType.INT32 : SampleType.UINT32;
          default -> pixels.type;
        };
    return new Pixels(
        pixels.rows,
        pixels.columns,
        pixels.samples,
        type,
        pixels.bits,
        pixels.palette,
        pixels.data);
  }

  private static Pixels indices(Raster raster, IndexColorModel model) {
    int[] palette = new int[model.getMapSize()];
    model.getRGBs(palette);
    Pixels stored = integers(raster, model.getPixelSize() > 8 ? 2 : 1);
    return new Pixels(
        stored.rows, stored.columns, 1, stored.type, model.getPixelSize(), palette, stored.data);
  }

  private static Pixels samples(Raster raster) throws UnreadableImageException {
    return switch (raster.getSampleModel().getDataType()) {
      case DataBuffer.TYPE_BYTE -> integers(raster, 1);
      case DataBuffer.TYPE_USHORT, DataBuffer.TYPE_SHORT -> integers(raster, 2);
      case DataBuffer.TYPE_INT -> integers(raster, 4);
      case DataBuffer.TYPE_FLOAT -> floats(raster);
      case DataBuffer.TYPE_DOUBLE -> doubles(raster);
      default ->
          throw new UnreadableImageException(Reason.UNSUPPORTED, "A sample type that is not read");
    };
  }

  private static Pixels integers(Raster raster, int width) {
    byte[] whole = interleavedBytes(raster);
    if (width == 1 && whole != null) {
      return of(raster, SampleType.UINT8, bitsOf(raster), whole);
    }
    boolean signed = raster.getSampleModel().getDataType() == DataBuffer.TYPE_SHORT;
    int bands = raster.getNumBands();
    int[] row = new int[raster.getWidth() * bands];
    ByteBuffer out = buffer(raster, width);
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int value : row) {
        put(out, value, width);
      }
    }
    SampleType type =
        switch (width) {
          case 1 -> SampleType.UINT8;
          case 2 -> signed ? SampleType.INT16 : SampleType.UINT16;
          default -> SampleType.UINT32;
        };
    return of(raster, type, bitsOf(raster), out.array());
  }

  private static void put(ByteBuffer out, int value, int width) {
    switch (width) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      default -> out.putInt(value);
    }
  }

  private static Pixels floats(Raster raster) {
    float[] row = new float[raster.getWidth() * raster.getNumBands()];
    ByteBuffer out = buffer(raster, 4);
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (float value : row) {
        out.putFloat(value);
      }
    }
    return of(raster, SampleType.FLOAT32, 32, out.array());
  }

  private static Pixels doubles(Raster raster) {
    double[] row = new double[raster.getWidth() * raster.getNumBands()];
    ByteBuffer out = buffer(raster, 8);
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (double value : row) {
        out.putDouble(value);
      }
    }
    return of(raster, SampleType.FLOAT64, 64, out.array());
  }

  private static Pixels converted(BufferedImage image) {
    boolean alpha = image.getColorModel().hasAlpha();
    int samples = alpha ? 4 : 3;
    byte[] out = new byte[image.getWidth() * image.getHeight() * samples];
    int[] row = new int[image.getWidth()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, image.getWidth(), 1, row, 0, row.length);
      for (int argb : row) {
        out[at++] = (byte) (argb >> 16);
        out[at++] = (byte) (argb >> 8);
        out[at++] = (byte) argb;
        if (alpha) {
          out[at++] = (byte) (argb >>> 24);
        }
      }
    }
    return new Pixels(image.getHeight(), image.getWidth(), samples, SampleType.UINT8, 8, null, out);
  }

  /** The buffer of the raster itself where its bytes already lie as a frame's do. */
  private static byte @Nullable [] interleavedBytes(Raster raster) {
    if (!(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || raster.getParent() != null) {
      return null;
    }
    int bands = raster.getNumBands();
    int[] natural = new int[bands];
    Arrays.setAll(natural, band -> band);
    boolean dense =
        model.getPixelStride() == bands
            && model.getScanlineStride() == bands * raster.getWidth()
            && Arrays.equals(model.getBandOffsets(), natural)
            && buffer.getNumBanks() == 1
            && buffer.getOffset() == 0
            && buffer.getData().length == raster.getWidth() * raster.getHeight() * bands;
    return dense ? buffer.getData() : null;
  }

  private static int bitsOf(Raster raster) {
    return raster.getSampleModel().getSampleSize(0);
  }

  private static ByteBuffer buffer(Raster raster, int width) {
    return ByteBuffer.allocate(
            raster.getWidth() * raster.getHeight() * raster.getNumBands() * width)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Pixels of(Raster raster, SampleType type, int bits, byte[] data) {
    return new Pixels(
        raster.getHeight(), raster.getWidth(), raster.getNumBands(), type, bits, null, data);
  }
}
