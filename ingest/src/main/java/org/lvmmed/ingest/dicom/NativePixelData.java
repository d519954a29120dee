package org.lvmmed.ingest.dicom;

import java.io.IOException;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.dicom.DataSetReader.PixelElement;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Uncompressed pixels: frame after frame of cells, without any gap. */
record NativePixelData(PixelModule module, PixelElement element) implements PixelData {

  /**
   * Checks the pixels' extent. Number of Frames is obeyed; where it is left out, all whole frames
   * of the element count.
   *
   * @param available bytes of the content from the element's value on
   */
  static NativePixelData of(
      PixelModule header, PixelElement element, long available, ReadLimits limits)
      throws UnreadableImageException {
    PixelModule module = header;
    if (header.photometric().isSubsampled() && holdsFullChrominance(header, element.length())) {
      module = header.withFullChrominance();
    }
    long needed = bytesOf(module);
    if (element.length() < needed || available < needed) {
      throw Faults.truncated(
          "Truncated pixel data: "
              + Math.min(element.length(), available)
              + " bytes where the header's dimensions need "
              + needed);
    }
    if (element.length() > needed + needed % 2 && !header.countsFrames()) {
      long whole = element.length() * 8 / module.frameBits();
      module = module.withFrames((int) Math.min(whole, Integer.MAX_VALUE));
      module.requireWithin(limits);
    }
    if (available < bytesOf(module)) {
      throw Faults.truncated(
          "Truncated pixel data: " + available + " bytes of " + element.length());
    }
    return new NativePixelData(module, element);
  }

  private static boolean holdsFullChrominance(PixelModule header, long length) {
    return length >= bytesOf(header.withFullChrominance());
  }

  private static long bytesOf(PixelModule module) {
    return (module.frameBits() * module.frames() + 7) / 8;
  }

  @Override
  public Frames frames(DicomInput in) throws IOException {
    in.skip(element.offset());
    boolean swapWords = in.bigEndian() && element.words() && module.bitsAllocated() <= 8;
    return new CellReader(in, module, swapWords)::next;
  }

  /** Cuts the stream of cells into frames; a frame may begin inside a byte. */
  private static final class CellReader {
    private final DicomInput in;
    private final PixelModule module;
    private final boolean swapWords;
    private final CellUnpacker unpacker;
    private long bit;
    private byte last;
    private int pending = -1;

    CellReader(DicomInput in, PixelModule module, boolean swapWords) {
      this.in = in;
      this.module = module;
      this.swapWords = swapWords;
      this.unpacker = new CellUnpacker(module);
    }

    Raster next() throws IOException, UnreadableImageException {
      int firstBit = (int) (bit % 8);
      int length = Math.toIntExact((firstBit + module.frameBits() + 7) / 8);
      byte[] cells = new byte[length];
      if (firstBit == 0) {
        read(cells, 0);
      } else {
        cells[0] = last;
        read(cells, 1);
      }
      last = cells[length - 1];
      bit += module.frameBits();
      swapCells(cells);
      return unpacker.unpack(cells, firstBit);
    }

    private void read(byte[] out, int from) throws IOException {
      if (!swapWords) {
        in.readFully(out, from, out.length - from);
        return;
      }
      for (int i = from; i < out.length; i++) {
        out[i] = nextSwapped();
      }
    }

    /** The bytes of 16-bit big-endian words, the lower byte first. */
    private byte nextSwapped() throws IOException {
      if (pending >= 0) {
        byte upper = (byte) pending;
        pending = -1;
        return upper;
      }
      int word = in.u16();
      pending = word >>> 8;
      return (byte) word;
    }

    private void swapCells(byte[] cells) {
      int bytes = module.bitsAllocated() / 8;
      if (!in.bigEndian() || bytes < 2 || module.bitsAllocated() % 8 != 0) {
        return;
      }
      for (int i = 0; i < cells.length; i += bytes) {
        for (int a = i, b = i + bytes - 1; a < b; a++, b--) {
          byte swap = cells[a];
          cells[a] = cells[b];
          cells[b] = swap;
        }
      }
    }
  }
}
