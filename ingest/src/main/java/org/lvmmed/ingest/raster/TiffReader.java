package org.lvmmed.ingest.raster;

import java.io.IOException;
import javax.imageio.ImageReader;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;

/** TIFF and BigTIFF: tiled, multi-page, 1 to 32 bits, integer and float. */
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
    return TiffDirectories.scan(file, limits);
  }
}
