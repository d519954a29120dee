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
 * @param looks how each picture is to be looked at; one where it is the same for all
 * @param pages the pages that are pictures of their own, or nothing where every page is
 * @param reading how a page is decoded
 * @param remarks what is passed over and a person should know
 */
record Scan(
    @Nullable String compression,
    List<Look> looks,
    List<Integer> pages,
    PageReading reading,
    List<String> remarks) {
  static final Scan PLAIN = of(null, 1);

  static Scan of(@Nullable String compression, int orientation) {
    return new Scan(
        compression,
        List.of(new Look(orientation, false, false)),
        List.of(),
        (reader, page) -> Pixels.of(reader.read(page)),
        List.of());
  }

  /** Decodes one page. */
  @FunctionalInterface
  interface PageReading {
    Pixels read(ImageReader reader, int page) throws IOException, UnreadableImageException;
  }

  Look look(int picture) {
    return looks.get(Math.min(picture, looks.size() - 1));
  }

  Scan reading(PageReading another) {
    return new Scan(compression, looks, pages, another, remarks);
  }

  Scan remark(String remark) {
    return new Scan(compression, looks, pages, reading, List.of(remark));
  }
}
