package org.lvmmed.ingest.raster;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageReader;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;

/** TIFF and BigTIFF: tiled, multi-page, 1 to 64 bits, integer and float. */
public final class TiffReader extends RasterReader {

  public TiffReader() {
    super("tiff");
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    if (head.length < 8) {
      return false;
    }
    boolean little = head[0] == 'I' && head[1] == 'I' && isVersion(head[2]) && head[3] == 0;
    boolean big = head[0] == 'M' && head[1] == 'M' && head[2] == 0 && isVersion(head[3]);
    return little || big;
  }

  private static boolean isVersion(byte b) {
    return b == 42 || b == 43;
  }

  @Override
  ImageReader decoder() throws IOException {
    return Decoders.tiff();
  }

  @Override
  Scan scan(byte[] file, ReadLimits limits) throws UnreadableImageException {
    List<TiffPage> pages = TiffDirectories.pages(file, limits);
    List<Integer> pictures = pictures(pages);
    for (int page : pictures) {
      pages.get(page).requireReadable();
    }
    TiffPage first = pages.get(pictures.get(0));
    return new Scan(
        first.compressionName(),
        pictures.stream().map(page -> pages.get(page).look()).toList(),
        pictures,
        (reader, page) ->
            TiffBlocks.reads(pages.get(page))
                ? TiffBlocks.decode(file, pages.get(page), limits)
                : pages.get(page).read(reader, page),
        List.of());
  }

  /** Images behind one directory are cut out of the file; everything else is decoded by page. */
  @Override
  Pages pages(byte[] file, Scan scan, ReadLimits limits)
      throws IOException, UnreadableImageException {
    List<TiffPage> pages = TiffDirectories.pages(file, limits);
    Pages stack = pages.size() == 1 ? TiffStack.of(file, pages.get(0), limits) : null;
    return stack == null ? super.pages(file, scan, limits) : stack;
  }

  /** All but smaller copies and transparency masks; everything where there is nothing else. */
  private static List<Integer> pictures(List<TiffPage> pages) {
    List<Integer> all = IntStream.range(0, pages.size()).boxed().toList();
    List<Integer> own = all.stream().filter(page -> !pages.get(page).auxiliary()).toList();
    return own.isEmpty() ? all : own;
  }
}
