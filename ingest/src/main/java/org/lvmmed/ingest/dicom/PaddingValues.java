package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ImageHeader.Padding;

/** The stored values that lie outside the image (PS3.3, C.7.5.1.1.2, and of floats C.7.6.24). */
final class PaddingValues {
  private PaddingValues() {}

  /** The range from the padding value to its limit, or null where the file names none. */
  static @Nullable Padding of(DataSet set, PixelModule module) {
    if (module.size().samples() > 1) {
      return null;
    }
    double value = value(set, module, valueTag(module));
    double limit = value(set, module, valueTag(module) + limitStep(module));
    if (Double.isNaN(value)) {
      return null;
    }
    double end = Double.isNaN(limit) ? value : limit;
    return new Padding(Math.min(value, end), Math.max(value, end));
  }

  private static int valueTag(PixelModule module) {
    return switch (module.type()) {
      case FLOAT32 -> Tag.FLOAT_PADDING_VALUE;
      case FLOAT64 -> Tag.DOUBLE_PADDING_VALUE;
      default -> Tag.PIXEL_PADDING_VALUE;
    };
  }

  private static int limitStep(PixelModule module) {
    return module.type().isFloat() ? 2 : 1;
  }

  private static double value(DataSet set, PixelModule module, int tag) {
    ByteBuffer value = set.binary(tag);
    if (module.type().isFloat()) {
      if (value.remaining() >= Double.BYTES) {
        return value.getDouble();
      }
      return value.remaining() >= Float.BYTES ? value.getFloat() : Double.NaN;
    }
    if (value.remaining() < Short.BYTES) {
      return Double.NaN;
    }
    int bits = value.getShort();
    return module.signed() ? bits : bits & 0xffff;
  }
}
