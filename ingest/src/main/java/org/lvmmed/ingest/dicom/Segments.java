package org.lvmmed.ingest.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.FrameClasses;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Segmentation objects (PS3.3, A.51): each frame shows one segment, or labels of all. */
final class Segments {
  private static final Set<String> SOP_CLASSES =
      Set.of("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7");

  private Segments() {}

  static boolean isSegmentation(DataSet set) {
    boolean named = set.text(Tag.MODALITY).filter("SEG"::equals).isPresent();
    return named || set.text(Tag.SOP_CLASS_UID).filter(SOP_CLASSES::contains).isPresent();
  }

  /** The segment of each frame where its values are set; null where values are labels. */
  static @Nullable FrameClasses of(DataSet set, int frames) throws UnreadableImageException {
    String type = set.text(Tag.SEGMENTATION_TYPE).orElse("");
    if (!isSegmentation(set) || type.equals("LABELMAP") || type.isEmpty()) {
      return null;
    }
    List<Integer> numbers = numbers(set, frames);
    double threshold =
        type.equals("FRACTIONAL") ? set.unsigned(Tag.MAXIMUM_FRACTIONAL_VALUE).orElse(1) / 2.0 : 0;
    return (frame, value) -> value > threshold ? numbers.get(frame) : 0;
  }

  private static List<Integer> numbers(DataSet set, int frames) throws UnreadableImageException {
    List<DataSet> groups = set.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    Optional<DataSet> shared = set.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    List<Integer> numbers = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      Optional<DataSet> own = frame < groups.size() ? Optional.of(groups.get(frame)) : shared;
      numbers.add(
          number(own)
              .or(() -> number(shared))
              .orElseThrow(
                  () ->
                      Faults.corrupt(
                          "Invalid segmentation: a frame has no Referenced Segment Number")));
    }
    return List.copyOf(numbers);
  }

  private static Optional<Integer> number(Optional<DataSet> group) {
    Optional<DataSet> item = group.flatMap(g -> g.item(Tag.SEGMENT_IDENTIFICATION_SEQUENCE));
    if (item.isEmpty() || item.get().unsigned(Tag.REFERENCED_SEGMENT_NUMBER).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(item.get().unsigned(Tag.REFERENCED_SEGMENT_NUMBER).getAsInt());
  }
}
