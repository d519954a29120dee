package org.lvmmed.ingest.volume;

import java.util.Locale;
import java.util.Set;

/** What the names of arrays tell of them. */
final class ArrayNames {
  private static final Set<String> IMAGES =
      Set.of(
          "image", "images", "img", "imgs", "data", "x", "volume", "volumes", "vol", "raw", "scan",
          "scans", "ct", "mri", "pixels");

  private static final Set<String> MASKS =
      Set.of(
          "mask",
          "masks",
          "label",
          "labels",
          "seg",
          "segs",
          "segmentation",
          "segmentations",
          "gt",
          "ground_truth",
          "groundtruth",
          "target",
          "targets",
          "annotation",
          "annotations",
          "y");

  private ArrayNames() {}

  static boolean isImage(String name) {
    return IMAGES.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isMask(String name) {
    return MASKS.contains(name.toLowerCase(Locale.ROOT));
  }
}
