package org.lvmmed.ingest.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageReader;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** JPEG: baseline, progressive and lossless; CMYK becomes RGB. */
public final class JpegReader extends RasterReader {
  private static final int LOSSLESS = 0xc3;
  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;
  private static final int APP1 = 0xe1;

  public JpegReader() {
    super("jpeg");
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    return head.length >= 3
        && (head[0] & 0xff) == 0xff
        && (head[1] & 0xff) == 0xd8
        && (head[2] & 0xff) == 0xff;
  }

  @Override
  ImageReader decoder() throws IOException {
    return Decoders.jpeg();
  }

  /** What the image libraries leave out is decoded by DICOM's codec. */
  @Override
  Pages pages(byte[] file, Scan scan, ReadLimits limits)
      throws IOException, UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(file).position(2);
    int marker = marker(in);
    while (!isFrame(marker)) {
      segment(in);
      marker = marker(in);
    }
    ByteBuffer frame = segment(in);
    boolean deep = frame.get(0) > 8 && marker != LOSSLESS;
    return deep
        ? DeepJpeg.of(
            file, frame.getShort(1) & 0xffff, frame.getShort(3) & 0xffff, frame.get(5) & 0xff)
        : super.pages(file, scan, limits);
  }

  /** Walks the segments up to the scan data and looks for the end marker behind them. */
  @Override
  Scan scan(byte[] file, ReadLimits limits) throws UnreadableImageException {
    ByteBuffer in = ByteBuffer.wrap(file).position(2);
    int orientation = 1;
    boolean measured = false;
    while (true) {
      int marker = marker(in);
      if (marker == EOI) {
        throw new UnreadableImageException(Reason.NO_IMAGE, "The jpeg data hold no scan");
      }
      ByteBuffer segment = segment(in);
      if (isFrame(marker)) {
        measure(segment, limits);
        measured = true;
      } else if (marker == APP1 && orientation == 1) {
        orientation = Exif.orientation(segment);
      } else if (marker == SOS) {
        requireEnd(file, in.position(), measured);
        return Scan.of(null, orientation);
      }
    }
  }

  private static int marker(ByteBuffer in) throws UnreadableImageException {
    int value = 0;
    while (in.hasRemaining()) {
      int previous = value;
      value = in.get() & 0xff;
      if (previous == 0xff && value != 0xff && value != 0) {
        return value;
      }
    }
    throw truncated();
  }

  private static ByteBuffer segment(ByteBuffer in) throws UnreadableImageException {
    if (in.remaining() < 2) {
      throw truncated();
    }
    int length = (in.getShort() & 0xffff) - 2;
    if (length < 0 || length > in.remaining()) {
      throw truncated();
    }
    ByteBuffer segment = in.slice(in.position(), length);
    in.position(in.position() + length);
    return segment;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static void measure(ByteBuffer frame, ReadLimits limits) throws UnreadableImageException {
    if (frame.remaining() < 6) {
      throw truncated();
    }
    frame.get();
    int rows = frame.getShort() & 0xffff;
    int columns = frame.getShort() & 0xffff;
    limits.check(1, rows, columns, 4);
  }

  private static void requireEnd(byte[] file, int from, boolean measured)
      throws UnreadableImageException {
    if (!measured) {
      throw new UnreadableImageException(Reason.CORRUPT, "The jpeg data hold no frame header");
    }
    for (int i = file.length - 2; i >= from; i--) {
      if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == EOI) {
        return;
      }
    }
    throw truncated();
  }

  private static UnreadableImageException truncated() {
    return new UnreadableImageException(
        Reason.TRUNCATED, "The jpeg data end before their end marker");
  }
}
