package org.lvmmed.ingest.dicom;

import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.codec.FrameSize;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * The Image Pixel module (PS3.3, C.7.6.3), checked: what every decoder relies on.
 *
 * @param bitsAllocated bits of a cell, 1 to 64
 * @param bitsStored bits of a cell that belong to the value; {@code highBit} is the upper one
 * @param countsFrames whether the header has a Number of Frames, which then is obeyed
 * @param planar whether the samples of uncompressed pixels stand in planes
 */
record PixelModule(
    int frames,
    FrameSize size,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    boolean planar,
    Photometric photometric,
    SampleType type,
    boolean countsFrames) {
  private static final int MAX_DIMENSION = 0xffff;

  static PixelModule of(DataSet set, int pixelTag, ReadLimits limits)
      throws UnreadableImageException {
    int samples = set.unsigned(Tag.SAMPLES_PER_PIXEL).orElse(1);
    int allocated = bitsAllocated(set, pixelTag);
    int stored = set.unsigned(Tag.BITS_STORED).orElse(allocated);
    if (stored < 1 || stored > allocated || pixelTag != Tag.PIXEL_DATA) {
      stored = allocated;
    }
    int high = set.unsigned(Tag.HIGH_BIT).orElse(stored - 1);
    if (high < stored - 1 || high >= allocated) {
      high = stored - 1;
    }
    boolean signed = set.unsigned(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
    Photometric photometric =
        Photometric.of(set.text(Tag.PHOTOMETRIC_INTERPRETATION).orElse(""), samples);
    FrameSize size = new FrameSize(dimension(set, Tag.ROWS), dimension(set, Tag.COLUMNS), samples);
    PixelModule module =
        new PixelModule(
            frames(set),
            size,
            allocated,
            stored,
            high,
            signed,
            set.unsigned(Tag.PLANAR_CONFIGURATION).orElse(0) == 1,
            photometric,
            type(pixelTag, allocated, signed),
            set.has(Tag.NUMBER_OF_FRAMES));
    module.requireWithin(limits);
    return module;
  }

  private static int dimension(DataSet set, int tag) throws UnreadableImageException {
    int value = set.unsigned(tag).orElse(0);
    if (value < 1 || value > MAX_DIMENSION) {
      throw Faults.corrupt(
          "Invalid "
              + (tag == Tag.ROWS ? "Rows" : "Columns")
              + ": "
              + value
              + "; an image has 1 to "
              + MAX_DIMENSION);
    }
    return value;
  }

  private static int frames(DataSet set) throws UnreadableImageException {
    double frames = set.decimal(Tag.NUMBER_OF_FRAMES).orElse(1);
    return (int) Math.max(1, frames);
  }

  private static int bitsAllocated(DataSet set, int pixelTag) throws UnreadableImageException {
    if (pixelTag != Tag.PIXEL_DATA) {
      return pixelTag == Tag.FLOAT_PIXEL_DATA ? 32 : 64;
    }
    int bits = set.unsigned(Tag.BITS_ALLOCATED).orElse(0);
    if (bits < 1 || bits > 32 && bits != 64) {
      throw Faults.corrupt("Invalid Bits Allocated: " + bits + "; 1 to 32, or 64, are read");
    }
    return bits;
  }

  private static SampleType type(int pixelTag, int allocated, boolean signed) {
    if (pixelTag != Tag.PIXEL_DATA) {
      return pixelTag == Tag.FLOAT_PIXEL_DATA ? SampleType.FLOAT32 : SampleType.FLOAT64;
    }
    boolean negative = signed && allocated > 1;
    return switch (Raster.bytesFor(allocated)) {
      case 1 -> negative ? SampleType.INT8 : SampleType.UINT8;
      case 2 -> negative ? SampleType.INT16 : SampleType.UINT16;
      case 4 -> negative ? SampleType.INT32 : SampleType.UINT32;
      default -> negative ? SampleType.INT64 : SampleType.UINT64;
    };
  }

  void requireWithin(ReadLimits limits) throws UnreadableImageException {
    long values = (long) size.rows() * size.columns() * size.samples();
    requireAtMost(
        "bytes a frame",
        values * type.bytes(),
        limits.maxFrameBytes(),
        "; raise ingest.limits.frame");
    requireAtMost("values a frame", values, Integer.MAX_VALUE / 8, "");
    requireAtMost("frames", frames, limits.maxFrames(), "; raise ingest.limits.frames");
    requireAtMost(
        "bytes in all",
        values * type.bytes() * frames,
        limits.maxTotalBytes(),
        "; raise ingest.limits.total");
  }

  private void requireAtMost(String what, long value, long limit, String remedy)
      throws UnreadableImageException {
    if (value > limit) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "Too large: "
              + value
              + " "
              + what
              + " ("
              + frames
              + " frames of "
              + size.rows()
              + " x "
              + size.columns()
              + "), the limit is "
              + limit
              + remedy);
    }
  }

  /** The same with another number of frames, as the pixel data itself has it. */
  PixelModule withFrames(int count) {
    return new PixelModule(
        count,
        size,
        bitsAllocated,
        bitsStored,
        highBit,
        signed,
        planar,
        photometric,
        type,
        countsFrames);
  }

  /** The same with chrominance for every pixel. */
  PixelModule withFullChrominance() {
    return new PixelModule(
        frames,
        size,
        bitsAllocated,
        bitsStored,
        highBit,
        signed,
        planar,
        Photometric.YBR_FULL,
        type,
        countsFrames);
  }

  /** Cells of an uncompressed frame. */
  long cells() {
    long pixels = (long) size.rows() * size.columns();
    return photometric.isSubsampled() ? pixels * 2 : pixels * size.samples();
  }

  /** Bits of an uncompressed frame; the next begins right after, even inside a byte. */
  long frameBits() {
    return cells() * bitsAllocated;
  }
}
