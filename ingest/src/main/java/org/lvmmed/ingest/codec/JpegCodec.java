package org.lvmmed.ingest.codec;

import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.codec.JpegSegments.FrameHeader;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * JPEG (ITU-T T.81) with Huffman coding: baseline, extended sequential and progressive with 8 or 12
 * bits, lossless with 2 to 16; and JPEG-LS (ITU-T T.87), which shares its segments.
 */
final class JpegCodec implements FrameCodec {
  private static final int BASELINE = 0xc0;
  private static final int EXTENDED = 0xc1;
  private static final int PROGRESSIVE = 0xc2;
  private static final int LOSSLESS = 0xc3;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int LAST_FRAME = 0xcf;
  private static final int DQT = 0xdb;
  private static final int DRI = 0xdd;
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final int JPEG_LS = 0xf7;
  private static final int JPEG_LS_PARAMETERS = 0xf8;

  /** More than any encoder writes: a scan may touch the whole image for a few bytes. */
  private static final int MAX_SCANS = 500;

  @Override
  public Raster decode(byte[] stream, FrameSize size) throws UnreadableImageException {
    return new Decoding(stream, size).run();
  }

  /** One pass over a codestream. */
  private static final class Decoding {
    private final byte[] stream;
    private final FrameSize size;
    private final JpegSegments in;
    private final JpegTables tables = new JpegTables();
    private final JpegColour colour = new JpegColour();
    private @Nullable FrameHeader frame;
    private @Nullable JpegScanDecoder decoder;
    private int scans;

    Decoding(byte[] stream, FrameSize size) throws UnreadableImageException {
      this.stream = stream;
      this.size = size;
      this.in = new JpegSegments(stream);
    }

    Raster run() throws UnreadableImageException {
      int marker = in.nextMarker();
      while (marker != JpegSegments.EOI && marker != JpegSegments.END_OF_DATA) {
        if (isFrame(marker)) {
          startFrame(marker);
        } else if (marker == JpegSegments.SOS) {
          scan();
        } else {
          readTables(marker);
        }
        marker = in.nextMarker();
      }
      if (decoder == null || frame == null) {
        throw Faults.truncated("Truncated JPEG data: it ends before its frame header");
      }
      boolean transformed = frame.marker() != LOSSLESS && frame.marker() != JPEG_LS;
      return decoder.finish(colour.of(frame, transformed));
    }

    private static boolean isFrame(int marker) {
      boolean table = marker == DHT || marker == JPG || marker == DAC;
      return marker == JPEG_LS || marker >= BASELINE && marker <= LAST_FRAME && !table;
    }

    private void startFrame(int marker) throws UnreadableImageException {
      if (frame != null) {
        throw Faults.unsupported("JPEG of several frames is not read; convert the image");
      }
      if (marker != JPEG_LS && marker > LOSSLESS) {
        throw Faults.unsupported(
            "JPEG of process "
                + Integer.toHexString(marker)
                + " (arithmetic or hierarchical) is not read; convert the image");
      }
      FrameHeader header = in.frameHeader(marker, size);
      decoder =
          switch (marker) {
            case BASELINE, EXTENDED, PROGRESSIVE -> new DctDecoder(header, size, stream.length);
            case LOSSLESS -> new LosslessDecoder(header, size, stream.length);
            default -> new LsDecoder(header, size);
          };
      frame = header;
      in.leaveSegment();
    }

    private void scan() throws UnreadableImageException {
      if (decoder == null || frame == null) {
        throw Faults.corrupt("Invalid JPEG data: a scan before its frame header");
      }
      if (++scans > MAX_SCANS) {
        throw Faults.corrupt("Invalid JPEG data: more than " + MAX_SCANS + " scans");
      }
      in.position(decoder.scan(in.scan(frame), tables, stream, in.position()));
    }

    private void readTables(int marker) throws UnreadableImageException {
      switch (marker) {
        case DHT -> tables.readHuffman(in);
        case DQT -> tables.readQuantisation(in);
        case DRI -> tables.readRestartInterval(in);
        case JPEG_LS_PARAMETERS -> tables.readLsParameters(in);
        case APP0 -> colour.readApp0(in);
        case APP14 -> colour.readApp14(in);
        default -> {}
      }
      in.leaveSegment();
    }
  }
}
