package org.lvmmed.ingest.dicom;

import java.io.IOException;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Where an image's frames lie in the content, and how they are read from there. */
interface PixelData {

  /** The image's description, with the number of frames that is really there. */
  PixelModule module();

  /** Decodes the frames in order from a freshly opened content. */
  Frames frames(DicomInput in) throws IOException;

  /** Decodes one frame after the other. */
  @FunctionalInterface
  interface Frames {
    Raster next() throws IOException, UnreadableImageException;
  }
}
