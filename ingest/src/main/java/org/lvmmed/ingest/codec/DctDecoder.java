package org.lvmmed.ingest.codec;

import java.util.List;
import org.lvmmed.ingest.codec.JpegSegments.FrameHeader;
import org.lvmmed.ingest.codec.JpegSegments.Scan;
import org.lvmmed.ingest.codec.JpegSegments.ScanComponent;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Sequential and progressive DCT frames of 8 or 12 bits (ITU-T T.81 annexes F and G). */
final class DctDecoder implements JpegScanDecoder {
  private static final int PROGRESSIVE = 0xc2;

  /** A bit may code a block of 64 values, each shared by up to two pixels. */
  private static final int MAX_VALUES_PER_BYTE = 8 * 64 * 2;

  private final FrameHeader frame;
  private final FrameSize size;
  private final List<DctComponent> components;

  DctDecoder(FrameHeader frame, FrameSize size, int streamLength) throws UnreadableImageException {
    if (frame.precision() != 8 && frame.precision() != 12) {
      throw Faults.corrupt("Invalid JPEG frame: precision " + frame.precision());
    }
    size.requirePlausible(streamLength, MAX_VALUES_PER_BYTE);
    this.frame = frame;
    this.size = size;
    this.components = frame.components().stream().map(c -> new DctComponent(frame, c)).toList();
  }

  @Override
  public int scan(Scan scan, JpegTables tables, byte[] data, int from)
      throws UnreadableImageException {
    EntropyBits in = new EntropyBits(data, from);
    BlockDecoder[] blocks = new BlockDecoder[scan.components().size()];
    for (int c = 0; c < blocks.length; c++) {
      ScanComponent component = scan.components().get(c);
      components.get(component.index()).startScan(tables);
      blocks[c] = blockDecoder(scan, component, tables, in);
    }
    new McuWalk(tables.restartInterval(), blocks, in).run(scan);
    return in.end();
  }

  private BlockDecoder blockDecoder(
      Scan scan, ScanComponent component, JpegTables tables, EntropyBits in)
      throws UnreadableImageException {
    short[] coefficients = components.get(component.index()).coefficients();
    return frame.marker() == PROGRESSIVE
        ? ProgressiveBlocks.of(scan, component, tables, in, coefficients)
        : new SequentialBlocks(
            tables.dc(component.first()), tables.ac(component.second()), in, coefficients);
  }

  /** Decodes the blocks of one component in one scan. */
  interface BlockDecoder {

    /**
     * Decodes what the scan says of a block.
     *
     * @param at index of the block's first coefficient
     */
    void decode(int at) throws UnreadableImageException;

    /** Forgets what a restart interval must not carry over. */
    void restart();
  }

  /** Visits the blocks of a scan in their order (A.2). */
  private final class McuWalk {
    private final int restartInterval;
    private final BlockDecoder[] blocks;
    private final EntropyBits in;
    private int mcus;

    McuWalk(int restartInterval, BlockDecoder[] blocks, EntropyBits in) {
      this.restartInterval = restartInterval;
      this.blocks = blocks;
      this.in = in;
    }

    void run(Scan scan) throws UnreadableImageException {
      if (blocks.length == 1) {
        alone(components.get(scan.components().get(0).index()));
      } else {
        interleaved(scan);
      }
    }

    private void alone(DctComponent component) throws UnreadableImageException {
      for (int row = 0; row < component.rows; row++) {
        for (int column = 0; column < component.columns; column++) {
          startMcu();
          blocks[0].decode(component.block(row, column));
        }
      }
    }

    private void interleaved(Scan scan) throws UnreadableImageException {
      int across = DctComponent.mcusAcross(frame);
      int down = DctComponent.mcusDown(frame);
      for (int mcu = 0; mcu < across * down; mcu++) {
        startMcu();
        for (int c = 0; c < blocks.length; c++) {
          DctComponent component = components.get(scan.components().get(c).index());
          unit(component, blocks[c], mcu / across, mcu % across);
        }
      }
    }

    private void unit(DctComponent component, BlockDecoder decoder, int mcuRow, int mcuColumn)
        throws UnreadableImageException {
      for (int y = 0; y < component.v; y++) {
        for (int x = 0; x < component.h; x++) {
          decoder.decode(component.block(mcuRow * component.v + y, mcuColumn * component.h + x));
        }
      }
    }

    private void startMcu() throws UnreadableImageException {
      if (restartInterval > 0 && mcus > 0 && mcus % restartInterval == 0) {
        in.restart();
        for (BlockDecoder decoder : blocks) {
          decoder.restart();
        }
      }
      mcus++;
    }
  }

  @Override
  public Raster finish(Raster.Colour colour) throws UnreadableImageException {
    int bytes = Raster.bytesFor(frame.precision());
    byte[] out = new byte[size.length() * bytes];
    for (int c = 0; c < components.size(); c++) {
      spread(components.get(c), c, bytes, out);
    }
    return new Raster(size, bytes, frame.precision(), false, true, colour, out);
  }

  /** Gives every pixel the nearest sample of a component, which may be coarser than the image. */
  private void spread(DctComponent component, int index, int bytes, byte[] out)
      throws UnreadableImageException {
    short[] samples = component.samples(frame.precision());
    int to = index * bytes;
    for (int y = 0; y < size.rows(); y++) {
      int line = y * component.v / frame.maxV() * component.width();
      for (int x = 0; x < size.columns(); x++, to += size.samples() * bytes) {
        short sample = samples[line + x * component.h / frame.maxH()];
        out[to] = (byte) sample;
        if (bytes == 2) {
          out[to + 1] = (byte) (sample >>> 8);
        }
      }
    }
  }
}
