package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.codec.JpegSegments.FrameHeader;
import org.lvmmed.ingest.codec.JpegSegments.Scan;
import org.lvmmed.ingest.image.UnreadableImageException;

/** JPEG-LS, lossless and near-lossless, of 2 to 16 bits, in all three interleavings. */
final class LsDecoder implements JpegScanDecoder {
  private static final int BY_COMPONENT = 0;
  private static final int BY_SAMPLE = 2;

  private final FrameHeader frame;
  private final FrameSize size;
  private final int bytes;
  private final byte[] out;
  private final boolean[] decoded;
  private boolean lossy;

  LsDecoder(FrameHeader frame, FrameSize size) throws UnreadableImageException {
    if (frame.precision() < 2 || frame.precision() > 16) {
      throw Faults.corrupt("Invalid JPEG-LS frame: precision " + frame.precision());
    }
    if (frame.maxH() > 1 || frame.maxV() > 1) {
      throw Faults.unsupported("JPEG-LS with subsampled components is not read; convert the image");
    }
    this.frame = frame;
    this.size = size;
    this.bytes = Raster.bytesFor(frame.precision());
    this.out = new byte[size.length() * bytes];
    this.decoded = new boolean[size.samples()];
  }

  @Override
  public int scan(Scan scan, JpegTables tables, byte[] data, int from)
      throws UnreadableImageException {
    int near = scan.start();
    int interleaving = scan.end();
    boolean alone = scan.components().size() == 1;
    if (interleaving > BY_SAMPLE || alone != (interleaving == BY_COMPONENT)) {
      throw Faults.corrupt(
          "Invalid JPEG-LS scan: interleaving "
              + interleaving
              + " of "
              + scan.components().size()
              + " components");
    }
    if (scan.low() != 0 || scan.components().stream().anyMatch(c -> c.first() + c.second() > 0)) {
      throw Faults.unsupported(
          "JPEG-LS with point transform or mapping tables is not read; convert the image");
    }
    LsParameters parameters = tables.lsParameters().complete(frame.precision(), near);
    LsBits in = new LsBits(data, from);
    new Lines(scan, parameters, in).decode(tables.restartInterval(), interleaving == BY_SAMPLE);
    scan.components().forEach(c -> decoded[c.index()] = true);
    lossy |= near > 0;
    return in.end();
  }

  @Override
  public Raster finish(Raster.Colour colour) throws UnreadableImageException {
    for (boolean component : decoded) {
      if (!component) {
        throw Faults.truncated("Truncated JPEG-LS data: a component has no scan");
      }
    }
    return new Raster(size, bytes, frame.precision(), false, lossy, colour, out);
  }

  /** The lines of one scan, each with a margin of one sample at either end (A.2.1). */
  private final class Lines {
    private final int[] indices;
    private final LsParameters parameters;
    private final int near;
    private final LsBits in;
    private int[][] above;
    private int[][] current;

    Lines(Scan scan, LsParameters parameters, LsBits in) {
      this.indices = scan.components().stream().mapToInt(c -> c.index()).toArray();
      this.parameters = parameters;
      this.near = scan.start();
      this.in = in;
      this.above = new int[indices.length][size.columns() + 2];
      this.current = new int[indices.length][size.columns() + 2];
    }

    void decode(int restartLines, boolean bySample) throws UnreadableImageException {
      LsLineDecoder decoder = newDecoder();
      for (int y = 0; y < size.rows(); y++) {
        if (restartLines > 0 && y > 0 && y % restartLines == 0) {
          in.restart();
          decoder = newDecoder();
          clear();
        }
        margins();
        if (bySample) {
          decoder.decodeBySample(above, current);
        } else {
          for (int c = 0; c < indices.length; c++) {
            decoder.decode(c, above[c], current[c]);
          }
        }
        store(y);
        int[][] swap = above;
        above = current;
        current = swap;
      }
    }

    private LsLineDecoder newDecoder() {
      return new LsLineDecoder(parameters, near, indices.length, size.columns(), in);
    }

    private void clear() {
      for (int c = 0; c < indices.length; c++) {
        java.util.Arrays.fill(above[c], 0);
        java.util.Arrays.fill(current[c], 0);
      }
    }

    private void margins() {
      int width = size.columns();
      for (int c = 0; c < indices.length; c++) {
        current[c][0] = above[c][1];
        above[c][width + 1] = above[c][width];
      }
    }

    private void store(int y) {
      for (int c = 0; c < indices.length; c++) {
        int to = (y * size.columns() * size.samples() + indices[c]) * bytes;
        for (int x = 1; x <= size.columns(); x++, to += size.samples() * bytes) {
          out[to] = (byte) current[c][x];
          if (bytes == 2) {
            out[to + 1] = (byte) (current[c][x] >>> 8);
          }
        }
      }
    }
  }
}
