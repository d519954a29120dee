package org.lvmmed.ingest.raster;

import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * What a look at a raster file's structure found, before the decoder sees it.
 *
 * @param compression for the header, or null
 * @param orientation EXIF's number, 1 where none is given
 * @param inverted whether small values are bright
 * @param pages the pages that are pictures of their own, or nothing where every page is
 * @param reading how a page is decoded
 */
record Scan(
    @Nullable String compression,
    int orientation,
    boolean inverted,
    List<Integer> pages,
    PageReading reading) {

  static final Scan PLAIN = of(null, 1);

  static Scan of(@Nullable String compression, int orientation) {
    return new Scan(
        compression, orientation, false, List.of(), (reader, page) -> Pixels.of(reader.read(page)));
  }

  /** Decodes one page. */
  @FunctionalInterface
  interface PageReading {
    Pixels read(ImageReader reader, int page) throws IOException, UnreadableImageException;
  }

  Scan reading(PageReading another) {
    return new Scan(compression, orientation, inverted, pages, another);
  }
}
