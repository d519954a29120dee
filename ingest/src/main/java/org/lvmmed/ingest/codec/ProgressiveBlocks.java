package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.codec.JpegSegments.Scan;
import org.lvmmed.ingest.codec.JpegSegments.ScanComponent;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Blocks of progressive scans (ITU-T T.81 annex G): each scan brings a band of coefficients down to
 * some bit, or one bit more of coefficients that are known.
 */
final class ProgressiveBlocks {
  private static final int MAX_SHIFT = 13;

  private ProgressiveBlocks() {}

  static DctDecoder.BlockDecoder of(
      Scan scan, ScanComponent component, JpegTables tables, EntropyBits in, short[] coefficients)
      throws UnreadableImageException {
    boolean first = scan.high() == 0;
    if (scan.start() > scan.end()
        || scan.end() > 63
        || scan.low() > MAX_SHIFT
        || scan.start() == 0 && scan.end() != 0
        || scan.start() > 0 && scan.components().size() > 1
        || !first && scan.low() != scan.high() - 1) {
      throw Faults.corrupt(
          "Invalid progressive JPEG scan: coefficients "
              + scan.start()
              + " to "
              + scan.end()
              + ", bits "
              + scan.high()
              + " to "
              + scan.low());
    }
    if (scan.start() == 0) {
      return first
          ? new DcFirst(tables.dc(component.first()), in, coefficients, scan.low())
          : new DcRefinement(in, coefficients, scan.low());
    }
    HuffmanTable table = tables.ac(component.second());
    return first
        ? new AcFirst(table, in, coefficients, scan)
        : new AcRefinement(table, in, coefficients, scan);
  }

  private static final class DcFirst implements DctDecoder.BlockDecoder {
    private final HuffmanTable table;
    private final EntropyBits in;
    private final short[] coefficients;
    private final int shift;
    private int prediction;

    DcFirst(HuffmanTable table, EntropyBits in, short[] coefficients, int shift) {
      this.table = table;
      this.in = in;
      this.coefficients = coefficients;
      this.shift = shift;
    }

    @Override
    public void decode(int at) throws UnreadableImageException {
      prediction += SequentialBlocks.difference(table, in);
      coefficients[at] = (short) (prediction << shift);
    }

    @Override
    public void restart() {
      prediction = 0;
    }
  }

  private record DcRefinement(EntropyBits in, short[] coefficients, int shift)
      implements DctDecoder.BlockDecoder {

    @Override
    public void decode(int at) throws UnreadableImageException {
      coefficients[at] |= (short) (in.bit() << shift);
    }

    @Override
    public void restart() {}
  }

  /** What both kinds of AC scans share: the run of blocks that hold nothing new (G.1.2.2). */
  private abstract static class AcBlocks implements DctDecoder.BlockDecoder {
    final HuffmanTable table;
    final EntropyBits in;
    final short[] coefficients;
    final int start;
    final int end;
    final int shift;
    int endOfBandRun;

    AcBlocks(HuffmanTable table, EntropyBits in, short[] coefficients, Scan scan) {
      this.table = table;
      this.in = in;
      this.coefficients = coefficients;
      this.start = scan.start();
      this.end = scan.end();
      this.shift = scan.low();
    }

    final void readEndOfBandRun(int category) throws UnreadableImageException {
      endOfBandRun = (1 << category) + (category == 0 ? 0 : in.bits(category));
    }

    @Override
    public final void restart() {
      endOfBandRun = 0;
    }

    static UnreadableImageException runPassesEnd() {
      return Faults.corrupt("Invalid JPEG data: a run passes the end of its block");
    }
  }

  private static final class AcFirst extends AcBlocks {

    AcFirst(HuffmanTable table, EntropyBits in, short[] coefficients, Scan scan) {
      super(table, in, coefficients, scan);
    }

    @Override
    public void decode(int at) throws UnreadableImageException {
      if (endOfBandRun > 0) {
        endOfBandRun--;
        return;
      }
      int k = start;
      while (k <= end) {
        int symbol = table.decode(in);
        int run = symbol >>> 4;
        int category = symbol & 15;
        if (category == 0 && run < 15) {
          readEndOfBandRun(run);
          endOfBandRun--;
          return;
        }
        k += run;
        if (k > end) {
          throw runPassesEnd();
        }
        coefficients[at + JpegTables.zigzag(k)] = (short) (in.signed(category) << shift);
        k++;
      }
    }
  }

  private static final class AcRefinement extends AcBlocks {

    AcRefinement(HuffmanTable table, EntropyBits in, short[] coefficients, Scan scan) {
      super(table, in, coefficients, scan);
    }

    @Override
    public void decode(int at) throws UnreadableImageException {
      int k = start;
      while (k <= end && endOfBandRun == 0) {
        int symbol = table.decode(in);
        int run = symbol >>> 4;
        int category = symbol & 15;
        if (category == 0 && run < 15) {
          readEndOfBandRun(run);
          break;
        }
        if (category > 1) {
          throw Faults.corrupt("Invalid JPEG data: a refinement of " + category + " bits");
        }
        int value = category == 0 ? 0 : (in.bit() == 1 ? 1 : -1) << shift;
        k = refine(at, k, run);
        if (value != 0) {
          if (k > end) {
            throw runPassesEnd();
          }
          coefficients[at + JpegTables.zigzag(k)] = (short) value;
        }
        k++;
      }
      if (endOfBandRun > 0) {
        refine(at, k, Integer.MAX_VALUE);
        endOfBandRun--;
      }
    }

    /** Refines known coefficients on the way over {@code zeros} unknown ones; returns the next. */
    private int refine(int at, int from, int zeros) throws UnreadableImageException {
      int left = zeros;
      int k = from;
      for (; k <= end; k++) {
        int position = at + JpegTables.zigzag(k);
        int known = coefficients[position];
        if (known == 0) {
          if (left-- == 0) {
            break;
          }
        } else if (in.bit() == 1) {
          coefficients[position] += (short) (known > 0 ? 1 << shift : -(1 << shift));
        }
      }
      return k;
    }
  }
}
