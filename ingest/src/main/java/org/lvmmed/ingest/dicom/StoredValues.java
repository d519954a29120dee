package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Brings a decoded frame to the stored values that the header describes: colour as RGB, of each
 * cell the stored bits alone, in the image's type.
 *
 * <p>Codings know bits and signs of their own, which may disagree with the header. What is stored
 * is bit pattern: the lower bits of the value, as many as both know of, read with the header's
 * sign. Only lossy values are clamped instead, since they may overshoot.
 */
final class StoredValues {
  private final PixelModule module;

  StoredValues(PixelModule module) {
    this.module = module;
  }

  Frame frame(int index, Raster raster) throws UnreadableImageException {
    int codedBits = Raster.bytesFor(raster.precision()) * 8;
    if (codedBits > module.type().bytes() * 8) {
      throw Faults.corrupt(
          "Invalid frame: coded with "
              + raster.precision()
              + " bits where Bits Allocated is "
              + module.bitsAllocated());
    }
    byte[] data = needsChange(raster) ? convert(raster) : raster.data();
    if (isYbr(raster)) {
      new YbrToRgb(module.bitsStored(), module.type().bytes(), module.photometric()).convert(data);
    }
    return new Frame(
        index,
        module.size().rows(),
        module.size().columns(),
        module.size().samples(),
        module.type(),
        data);
  }

  private boolean isYbr(Raster raster) {
    return switch (raster.colour()) {
      case RGB -> false;
      case YBR -> true;
      case UNSTATED -> module.photometric().isLuminanceChrominance();
    };
  }

  private boolean needsChange(Raster raster) {
    if (module.type().isFloat()) {
      return false;
    }
    boolean full = significantBits(raster) == module.type().bytes() * 8;
    return !full
        || raster.bytesPerSample() != module.type().bytes()
        || raster.lossy() && raster.precision() > module.bitsStored();
  }

  private int significantBits(Raster raster) {
    return Math.min(raster.precision() - shift(raster), module.bitsStored());
  }

  /** Unused bits below the stored ones, where the coding kept whole cells. */
  private int shift(Raster raster) {
    boolean wholeCells = !raster.lossy() && raster.precision() > module.highBit();
    return wholeCells ? module.highBit() + 1 - module.bitsStored() : 0;
  }

  private byte[] convert(Raster raster) {
    boolean clamps = raster.lossy() && raster.signed() == module.signed();
    int bits = clamps ? module.bitsStored() : significantBits(raster);
    int shift = shift(raster);
    long mask = (1L << bits) - 1;
    long min = module.signed() ? -(1L << bits - 1) : 0;
    long max = min + mask;
    ByteBuffer from = ByteBuffer.wrap(raster.data()).order(ByteOrder.LITTLE_ENDIAN);
    byte[] out = new byte[module.size().length() * module.type().bytes()];
    ByteBuffer to = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < module.size().length(); i++) {
      long value = get(from, raster.bytesPerSample(), raster.signed());
      long stored =
          clamps ? Math.max(min, Math.min(max, value)) : ((value >> shift) - min & mask) + min;
      put(to, stored);
    }
    return out;
  }

  private static long get(ByteBuffer from, int bytes, boolean signed) {
    return switch (bytes) {
      case 1 -> signed ? from.get() : from.get() & 0xff;
      case 2 -> signed ? from.getShort() : from.getShort() & 0xffff;
      case 4 -> signed ? from.getInt() : from.getInt() & 0xffffffffL;
      default -> from.getLong();
    };
  }

  private void put(ByteBuffer to, long value) {
    switch (module.type().bytes()) {
      case 1 -> to.put((byte) value);
      case 2 -> to.putShort((short) value);
      case 4 -> to.putInt((int) value);
      default -> to.putLong(value);
    }
  }
}
