package org.lvmmed.ingest.raster;

import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageReader;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.io.Bytes;
import org.lvmmed.ingest.io.Source;

/**
 * What the raster formats share: the file is held whole, scanned by rules stricter than the
 * decoder's, measured against the limits and only then decoded, a page at a time.
 */
abstract class RasterReader implements FormatReader {
  private final String format;

  RasterReader(String format) {
    this.format = format;
  }

  @Override
  public final String format() {
    return format;
  }

  @Override
  public boolean headerMatters() {
    return false;
  }

  /** Checks the file's structure before the decoder sees it. */
  abstract Scan scan(byte[] file, ReadLimits limits) throws UnreadableImageException;

  abstract ImageReader decoder() throws IOException;

  /** Opens the file's pages. */
  Pages pages(byte[] file, Scan scan, ReadLimits limits)
      throws IOException, UnreadableImageException {
    return new PageDecoder(format, decoder(), file, scan, limits);
  }

  @Override
  public MedicalImage open(Source source, ReadLimits limits)
      throws IOException, UnreadableImageException {
    byte[] file = Bytes.all(source, limits.maxFileBytes());
    Scan scan = scan(file, limits);
    Pages pages = pages(file, scan, limits);
    try {
      Pixels first = pages.decode(0);
      return new RasterImage(header(first, pages.count(), scan), first, pages);
    } catch (UnreadableImageException e) {
      pages.close();
      throw e;
    }
  }

  private ImageHeader header(Pixels first, int pages, Scan scan) {
    Headers header =
        Headers.of(format)
            .compression(scan.compression())
            .size(pages, first.rows(), first.columns(), first.samples())
            .type(first.type(), first.bits())
            .palette(first.palette())
            .inverted(scan.inverted());
    if (scan.orientation() > 1) {
      header.attributes(
          Map.of(ImageHeader.Attribute.ORIENTATION, Integer.toString(scan.orientation())));
    }
    return header.build();
  }

  private record RasterImage(ImageHeader header, Pixels first, Pages pages)
      implements MedicalImage {

    @Override
    public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
      consumer.accept(first.frame(0));
      for (int i = 1; i < pages.count(); i++) {
        Pixels page = pages.decode(i);
        page.requireLike(first);
        consumer.accept(page.frame(i));
      }
    }

    @Override
    public void close() {
      pages.close();
    }
  }
}
