package org.lvmmed.ingest.volume;

import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.FrameClasses;
import org.lvmmed.ingest.image.MedicalImage;

/** A segmentation whose segments lie in layers, since they may overlap. */
final class LayeredVolume extends ForwardingImage {
  private final FrameClasses classes;

  LayeredVolume(MedicalImage image, FrameClasses classes) {
    super(image);
    this.classes = classes;
  }

  @Override
  public FrameClasses classes() {
    return classes;
  }
}
