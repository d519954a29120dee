package org.lvmmed.ingest.raster;

import org.lvmmed.ingest.image.UnreadableImageException;

/** The pages of an opened raster file. */
interface Pages {
  int count();

  Pixels decode(int page) throws UnreadableImageException;

  default void close() {}
}
