package org.lvmmed.ingest.names;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the names of arrays and columns tell of them. */
public final class ArrayNames {
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

  private static final List<String> LABELS =
      List.of("label", "labels", "cls", "class", "target", "targets", "y", "diagnosis", "dx");

  private static final List<String> PATIENTS =
      List.of("patient", "patient_id", "patientid", "patient_key", "subject", "subject_id");

  private ArrayNames() {}

  public static boolean isImage(String name) {
    return IMAGES.contains(name.toLowerCase(Locale.ROOT));
  }

  public static boolean isMask(String name) {
    return MASKS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Names of columns with a class, the likeliest first. */
  public static List<String> labels() {
    return LABELS;
  }

  /** Names of columns with a patient, the likeliest first. */
  public static List<String> patients() {
    return PATIENTS;
  }
}
