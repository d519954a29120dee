package org.lvmmed.ingest.raster;

import java.io.IOException;
import java.util.List;
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
      return new RasterImage(format, scan, pages);
    } catch (UnreadableImageException e) {
      pages.close();
      throw e;
    }
  }

  /** The pages as frames; palette, sense and orientation are each page's own. */
  private static final class RasterImage implements MedicalImage {
    private final String format;
    private final Scan scan;
    private final Pages pages;
    private final Pixels first;
    private final ImageHeader header;
    private ImageHeader current;
    private int currentPage;

    RasterImage(String format, Scan scan, Pages pages) throws UnreadableImageException {
      this.format = format;
      this.scan = scan;
      this.pages = pages;
      this.first = pages.decode(0);
      this.header = header(first, 0);
      this.current = header;
    }

    private ImageHeader header(Pixels page, int picture) {
      Look look = scan.look(picture);
      Headers header =
          Headers.of(format)
              .compression(scan.compression())
              .size(pages.count(), page.rows(), page.columns(), page.samples())
              .vector(look.vector())
              .type(page.type(), page.bits())
              .palette(page.palette())
              .inverted(look.inverted());
      if (look.orientation() > 1) {
        header.attributes(
            Map.of(ImageHeader.Attribute.ORIENTATION, Integer.toString(look.orientation())));
      }
      return header.build();
    }

    @Override
    public ImageHeader header() {
      return header;
    }

    /** Of the first page, or of the one that was handed on last. */
    @Override
    public ImageHeader headerOf(int frame) {
      return frame == currentPage ? current : header;
    }

    @Override
    public List<String> remarks() {
      return scan.remarks();
    }

    @Override
    public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
      for (int i = 0; i < pages.count(); i++) {
        Pixels page = i == 0 ? first : pages.decode(i);
        page.requireLike(first);
        current = i == 0 ? header : header(page, i);
        currentPage = i;
        consumer.accept(page.frame(i));
      }
    }

    @Override
    public void close() {
      pages.close();
    }
  }
}
