package org.lvmmed.ingest.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReadParamJava;
import java.awt.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.DataBlk;
import jj2000.j2k.image.DataBlkFloat;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.image.ImgDataConverter;
import jj2000.j2k.image.invcomptransf.InvCompTransf;
import jj2000.j2k.quantization.dequantizer.Dequantizer;
import jj2000.j2k.roi.ROIDeScaler;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.ISRandomAccessIO;
import jj2000.j2k.util.MsgLogger;
import jj2000.j2k.util.StreamMsgLogger;
import jj2000.j2k.wavelet.synthesis.InverseWT;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * JPEG 2000 (ITU-T T.800), reversible and irreversible, decoded by the JJ2000 library. Its own
 * pipeline is used rather than its ImageIO reader, which loses signs and scales depths. For
 * High-Throughput JPEG 2000 (T.814), which differs in the code blocks alone, it gets another
 * decoder of these.
 */
final class Jpeg2000Codec implements FrameCodec {
  private static final MsgLogger SILENT =
      new StreamMsgLogger(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), 78);

  @Override
  public Raster decode(byte[] stream, FrameSize size) throws UnreadableImageException {
    Jpeg2000Header header = Jpeg2000Header.read(stream, size);
    byte[] codestream = Arrays.copyOfRange(stream, header.offset(), stream.length);
    if (header.highThroughput()) {
      codestream = HtCodestream.asOrdinary(codestream);
    }
    return decode(codestream, header, size);
  }

  private static Raster decode(byte[] codestream, Jpeg2000Header header, FrameSize size)
      throws UnreadableImageException {
    try {
      return BoundedTask.call(() -> quietly(codestream, header, size), seconds(size));
    } catch (TimeoutException e) {
      throw new UnreadableImageException(
          UnreadableImageException.Reason.CORRUPT,
          "Invalid JPEG 2000 data: its decoder comes to no end",
          e);
    } catch (ExecutionException e) {
      throw refused(e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** Far more than good data need, and for small frames less than two seconds. */
  private static double seconds(FrameSize size) {
    return 1.5 + size.length() / 250_000.0;
  }

  private static Raster quietly(byte[] codestream, Jpeg2000Header header, FrameSize size)
      throws IOException {
    FacilityManager.registerMsgLogger(Thread.currentThread(), SILENT);
    try {
      return new Decoding(codestream, header, size).run();
    } finally {
      FacilityManager.unregisterMsgLogger(Thread.currentThread());
    }
  }

  /** The library signals damage by whatever happens to fail, errors of the JVM's kind included. */
  private static UnreadableImageException refused(Throwable failure) {
    if (failure instanceof VirtualMachineError error) {
      throw error;
    }
    if (failure instanceof HtEntropyDecoder.RefinedException) {
      return Faults.unsupported(
          "High-Throughput JPEG 2000 with refinement passes is not read, those of a single pass, as"
              + " lossless ones have, are; convert the image to JPEG 2000 or uncompressed, for"
              + " example with OpenJPEG 2.5 or OpenJPH");
    }
    return new UnreadableImageException(
        UnreadableImageException.Reason.CORRUPT,
        "Invalid JPEG 2000 data: its decoder fails with " + failure.getClass().getSimpleName(),
        failure);
  }

  /** One pass over a codestream. */
  private static final class Decoding {
    private final Jpeg2000Header header;
    private final FrameSize size;
    private final DecoderSpecs specs;
    private final ImgDataConverter wavelet;
    private final InvCompTransf image;
    private final boolean lossy;
    private final int bytes;
    private final byte[] out;

    Decoding(byte[] codestream, Jpeg2000Header header, FrameSize size) throws IOException {
      J2KImageReadParamJava parameters = new J2KImageReadParamJava();
      HeaderInfo info = new HeaderInfo();
      ISRandomAccessIO in =
          new ISRandomAccessIO(
              new ByteArrayInputStream(codestream), codestream.length + 1, 1, codestream.length);
      HeaderDecoder main = new HeaderDecoder(in, parameters, info);
      this.specs = main.getDecoderSpecs();
      int[] depths = new int[size.samples()];
      Arrays.fill(depths, header.precision());
      BitstreamReaderAgent reader =
          BitstreamReaderAgent.createInstance(in, main, parameters, specs, false, info);
      EntropyDecoder entropy =
          header.highThroughput()
              ? new HtEntropyDecoder(reader)
              : main.createEntropyDecoder(reader, parameters);
      ROIDeScaler regions = main.createROIDeScaler(entropy, parameters, specs);
      Dequantizer dequantizer = main.createDequantizer(regions, depths, specs);
      InverseWT transform = InverseWT.createInstance(dequantizer, specs);
      transform.setImgResLevel(reader.getImgRes());
      this.header = header;
      this.size = size;
      this.wavelet = new ImgDataConverter(transform, 0);
      this.image = new InvCompTransf(wavelet, specs, depths);
      this.lossy = !specs.wfs.isReversible(0, 0);
      this.bytes = Raster.bytesFor(header.precision());
      this.out = new byte[size.length() * bytes];
    }

    Raster run() {
      Point tiles = image.getNumTiles(null);
      for (int y = 0; y < tiles.y; y++) {
        for (int x = 0; x < tiles.x; x++) {
          image.setTile(x, y);
          copyTile(image.getTileIdx());
        }
      }
      return new Raster(
          size, bytes, header.precision(), header.signed(), lossy, Raster.Colour.UNSTATED, out);
    }

    private void copyTile(int tile) {
      if (isIrreversibleColour(tile)) {
        copyColour(tile);
        return;
      }
      for (int c = 0; c < size.samples(); c++) {
        DataBlkInt block =
            (DataBlkInt) image.getInternCompData((DataBlkInt) tile(tile, new DataBlkInt()), c);
        for (int y = 0; y < block.h; y++) {
          int to = first(y, c);
          int from = block.offset + y * block.scanw;
          for (int x = 0; x < block.w; x++, to += size.samples()) {
            put(to, block.data[from + x]);
          }
        }
      }
    }

    private boolean isIrreversibleColour(int tile) {
      boolean transformed = (Integer) specs.cts.getTileDef(tile) != InvCompTransf.NONE;
      return transformed && size.samples() == 3 && !specs.wfs.isReversible(tile, 0);
    }

    /** The inverse ICT of T.800, G.3; the library's own rounds dark values up. */
    private void copyColour(int tile) {
      DataBlkFloat[] ybr = new DataBlkFloat[3];
      for (int c = 0; c < 3; c++) {
        ybr[c] = (DataBlkFloat) wavelet.getInternCompData(tile(tile, new DataBlkFloat()), c);
      }
      for (int y = 0; y < ybr[0].h; y++) {
        int to = first(y, 0);
        for (int x = 0; x < ybr[0].w; x++, to += 3) {
          float luminance = value(ybr[0], x, y);
          float blue = value(ybr[1], x, y);
          float red = value(ybr[2], x, y);
          put(to, Math.round(luminance + 1.402f * red));
          put(to + 1, Math.round(luminance - 0.344136f * blue - 0.714136f * red));
          put(to + 2, Math.round(luminance + 1.772f * blue));
        }
      }
    }

    private static float value(DataBlkFloat block, int x, int y) {
      return block.data[block.offset + y * block.scanw + x];
    }

    private DataBlk tile(int tile, DataBlk block) {
      block.w = image.getTileCompWidth(tile, 0);
      block.h = image.getTileCompHeight(tile, 0);
      return block;
    }

    /** Index of the first sample of a line of the current tile. */
    private int first(int y, int component) {
      int left = image.getCompULX(0) - image.getImgULX();
      int top = image.getCompULY(0) - image.getImgULY();
      return ((top + y) * size.columns() + left) * size.samples() + component;
    }

    /** Shifts unsigned values back from around zero (G.1) and clamps what overshoots. */
    private void put(int index, int value) {
      int half = 1 << header.precision() - 1;
      int clamped = Math.max(-half, Math.min(half - 1, value));
      int sample = header.signed() ? clamped : clamped + half;
      for (int b = 0; b < bytes; b++) {
        out[index * bytes + b] = (byte) (sample >>> 8 * b);
      }
    }
  }
}
