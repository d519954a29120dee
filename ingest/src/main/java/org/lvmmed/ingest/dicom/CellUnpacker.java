package org.lvmmed.ingest.dicom;

import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.image.Strided;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Turns the little-endian cells of an uncompressed frame (PS3.5 section 8.1.1) into samples side by
 * side: cells that fill no whole bytes are spread, planes are interleaved, shared chrominance is
 * repeated.
 */
final class CellUnpacker {
  private final PixelModule module;
  private final int bytes;

  CellUnpacker(PixelModule module) {
    this.module = module;
    this.bytes = module.type().bytes();
  }

  /**
   * Unpacks one frame.
   *
   * @param firstBit of the first cell, 0 to 7
   */
  Raster unpack(byte[] cells, int firstBit) throws UnreadableImageException {
    byte[] samples = isPacked() ? spread(cells, firstBit) : cells;
    if (module.photometric().isSubsampled()) {
      samples = repeatChrominance(samples);
    } else if (module.planar() && module.size().samples() > 1) {
      samples = interleave(samples);
    }
    return raster(samples);
  }

  /** A raster of samples that are in their places already. */
  Raster raster(byte[] samples) {
    return new Raster(
        module.size(),
        bytes,
        module.bitsAllocated(),
        module.signed(),
        false,
        Raster.Colour.UNSTATED,
        samples);
  }

  private boolean isPacked() {
    return module.bitsAllocated() != 8 * bytes;
  }

  private byte[] spread(byte[] cells, int firstBit) {
    int bits = module.bitsAllocated();
    byte[] out = new byte[Math.toIntExact(module.cells() * bytes)];
    long bit = firstBit;
    for (int i = 0; i < out.length; i += bytes, bit += bits) {
      long value = bits(cells, bit, bits);
      for (int b = 0; b < bytes; b++) {
        out[i + b] = (byte) (value >>> 8 * b);
      }
    }
    return out;
  }

  /** A number of up to 32 bits, the first bit being the least significant of the first byte. */
  private static long bits(byte[] cells, long from, int count) {
    int first = (int) (from >>> 3);
    int last = (int) (from + count - 1 >>> 3);
    long value = 0;
    for (int i = last; i >= first; i--) {
      value = value << 8 | cells[i] & 0xff;
    }
    return value >>> (from & 7) & (1L << count) - 1;
  }

  private byte[] interleave(byte[] planes) {
    int samples = module.size().samples();
    int pixels = module.size().length() / samples;
    byte[] out = new byte[planes.length];
    for (int s = 0; s < samples; s++) {
      Strided.copy(
          new Strided.Walk(planes, s * pixels * bytes, bytes),
          new Strided.Walk(out, s * bytes, samples * bytes),
          pixels,
          bytes);
    }
    return out;
  }

  /** Y1 Y2 Cb Cr → Y1 Cb Cr, Y2 Cb Cr. */
  private byte[] repeatChrominance(byte[] cells) throws UnreadableImageException {
    if (module.size().columns() % 2 != 0) {
      throw Faults.corrupt(
          "Invalid Columns: "
              + module.size().columns()
              + "; pixels that share their chrominance come in pairs");
    }
    byte[] out = new byte[module.size().length() * bytes];
    for (int pair = 0, to = 0; to < out.length; pair += 4 * bytes) {
      for (int luminance = 0; luminance < 2; luminance++, to += 3 * bytes) {
        System.arraycopy(cells, pair + luminance * bytes, out, to, bytes);
        System.arraycopy(cells, pair + 2 * bytes, out, to + bytes, 2 * bytes);
      }
    }
    return out;
  }
}
