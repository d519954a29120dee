package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.codec.JpegSegments.Scan;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Decodes the scans of one frame. */
interface JpegScanDecoder {

  /**
   * Decodes one scan.
   *
   * @param from offset of its first coded byte
   * @return offset of the marker that ends it
   */
  int scan(Scan scan, JpegTables tables, byte[] data, int from) throws UnreadableImageException;

  /** The image, once all scans are decoded. */
  Raster finish(Raster.Colour colour) throws UnreadableImageException;
}
