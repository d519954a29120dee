package org.lvmmed.ingest.volume;

import java.io.IOException;
import java.util.List;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;

/** A volume that was opened by its data file: the header is the companion. */
record RenamedVolume(MedicalImage image, List<String> companions) implements MedicalImage {

  @Override
  public ImageHeader header() {
    return image.header();
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    image.forEachFrame(consumer);
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
