package org.lvmmed.ingest.volume;

import java.util.List;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.MedicalImage;

/** A volume that was opened by its data file: the header is the companion. */
final class RenamedVolume extends ForwardingImage {
  private final List<String> companions;

  RenamedVolume(MedicalImage image, List<String> companions) {
    super(image);
    this.companions = List.copyOf(companions);
  }

  @Override
  public List<String> companions() {
    return companions;
  }
}
