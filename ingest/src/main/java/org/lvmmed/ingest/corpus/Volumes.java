package org.lvmmed.ingest.corpus;

import java.util.List;
import org.lvmmed.ingest.image.ImageHeader;

/** Shapes of images with several frames. */
final class Volumes {
  private Volumes() {}

  /** Slices of one 3-D volume of the image; the frames of a 4-D one are several times as many. */
  static int slices(ImageHeader header) {
    List<Integer> dims = header.dims();
    int axes = dims.size() - (header.samples() > 1 ? 1 : 0);
    int slices = axes < 3 ? 1 : dims.get(axes - 3);
    return slices > 0 && header.frames() % slices == 0 ? slices : header.frames();
  }
}
