package org.lvmmed.ingest.codec;

import java.util.List;
import org.lvmmed.ingest.codec.JpegSegments.FrameHeader;
import org.lvmmed.ingest.codec.JpegSegments.Scan;
import org.lvmmed.ingest.codec.JpegSegments.ScanComponent;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Lossless JPEG with Huffman coding (ITU-T T.81 annex H, process 14): all seven predictors. */
final class LosslessDecoder implements JpegScanDecoder {
  private static final int MIN_PRECISION = 2;
  private static final int MAX_PRECISION = 16;
  private static final int MAX_VALUES_PER_BYTE = 8;

  private final FrameHeader frame;
  private final FrameSize size;
  private final int bytes;
  private final byte[] out;
  private final boolean[] decoded;

  LosslessDecoder(FrameHeader frame, FrameSize size, int streamLength)
      throws UnreadableImageException {
    if (frame.precision() < MIN_PRECISION || frame.precision() > MAX_PRECISION) {
      throw Faults.corrupt("Invalid lossless JPEG: precision " + frame.precision());
    }
    if (frame.maxH() > 1 || frame.maxV() > 1) {
      throw Faults.unsupported(
          "Lossless JPEG with subsampled components is not read; convert the image");
    }
    size.requirePlausible(streamLength, MAX_VALUES_PER_BYTE);
    this.frame = frame;
    this.size = size;
    this.bytes = Raster.bytesFor(frame.precision());
    this.out = new byte[size.length() * bytes];
    this.decoded = new boolean[size.samples()];
  }

  @Override
  public int scan(Scan scan, JpegTables tables, byte[] data, int from)
      throws UnreadableImageException {
    if (scan.start() < 1 || scan.start() > 7 || scan.low() >= frame.precision()) {
      throw Faults.corrupt(
          "Invalid lossless JPEG: predictor " + scan.start() + ", point transform " + scan.low());
    }
    if (tables.restartInterval() % size.columns() != 0) {
      throw Faults.corrupt(
          "Invalid lossless JPEG: restarts every "
              + tables.restartInterval()
              + " pixels, inside a row of "
              + size.columns());
    }
    EntropyBits in = new EntropyBits(data, from);
    new Lines(scan, tables, in).decode();
    for (ScanComponent component : scan.components()) {
      decoded[component.index()] = true;
    }
    return in.end();
  }

  @Override
  public Raster finish(Raster.Colour colour) throws UnreadableImageException {
    for (boolean component : decoded) {
      if (!component) {
        throw Faults.truncated("Truncated lossless JPEG: a component has no scan");
      }
    }
    return new Raster(size, bytes, frame.precision(), false, false, colour, out);
  }

  /** The lines of one scan: of each component the one above and the current one. */
  private final class Lines {
    private final List<ScanComponent> components;
    private final HuffmanTable[] tables;
    private final EntropyBits in;
    private final int restartRows;
    private final int predictor;
    private final int shift;

    /** Differences wrap around; some encoders use that for samples of fewer than 16 bits too. */
    private final int mask;

    private int[][] above;
    private int[][] current;

    Lines(Scan scan, JpegTables tables, EntropyBits in) throws UnreadableImageException {
      this.components = scan.components();
      this.tables = new HuffmanTable[components.size()];
      for (int c = 0; c < components.size(); c++) {
        this.tables[c] = tables.dc(components.get(c).first());
      }
      this.in = in;
      this.restartRows = tables.restartInterval() / size.columns();
      this.predictor = scan.start();
      this.shift = scan.low();
      this.mask = (1 << frame.precision() - shift) - 1;
      this.above = new int[components.size()][size.columns()];
      this.current = new int[components.size()][size.columns()];
    }

    void decode() throws UnreadableImageException {
      for (int y = 0; y < size.rows(); y++) {
        boolean first = y == 0 || restartRows > 0 && y % restartRows == 0;
        if (first && y > 0) {
          in.restart();
        }
        decodeLine(first);
        store(y);
        int[][] swap = above;
        above = current;
        current = swap;
      }
    }

    private void decodeLine(boolean first) throws UnreadableImageException {
      for (int x = 0; x < size.columns(); x++) {
        for (int c = 0; c < tables.length; c++) {
          int difference = difference(tables[c]);
          current[c][x] = predict(current[c], above[c], x, first) + difference & mask;
        }
      }
    }

    private int difference(HuffmanTable table) throws UnreadableImageException {
      int category = table.decode(in);
      if (category >= 16) {
        if (category > 16) {
          throw Faults.corrupt("Invalid lossless JPEG: a difference of " + category + " bits");
        }
        return 1 << 15;
      }
      return in.signed(category);
    }

    /** H.1.2.1: a is the sample to the left, b the one above, c the one above to the left. */
    private int predict(int[] line, int[] up, int x, boolean first) {
      if (x == 0) {
        return first ? 1 << frame.precision() - shift - 1 : up[0];
      }
      int a = line[x - 1];
      if (first) {
        return a;
      }
      int b = up[x];
      int c = up[x - 1];
      return switch (predictor) {
        case 1 -> a;
        case 2 -> b;
        case 3 -> c;
        case 4 -> a + b - c;
        case 5 -> a + (b - c >> 1);
        case 6 -> b + (a - c >> 1);
        default -> a + b >> 1;
      };
    }

    private void store(int y) {
      for (int c = 0; c < components.size(); c++) {
        int to = (y * size.columns() * size.samples() + components.get(c).index()) * bytes;
        for (int value : current[c]) {
          int sample = value << shift;
          out[to] = (byte) sample;
          if (bytes == 2) {
            out[to + 1] = (byte) (sample >>> 8);
          }
          to += size.samples() * bytes;
        }
      }
    }
  }
}
