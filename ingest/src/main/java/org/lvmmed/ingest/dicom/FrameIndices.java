package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lvmmed.ingest.image.FrameIndex;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Where the frames of a multi-frame file belong (PS3.3, C.7.6.16.2.2 and C.7.6.16.2.6). */
final class FrameIndices {
  private FrameIndices() {}

  /** One for each frame, or nothing where frames are not described one by one. */
  static List<FrameIndex> of(DataSet set, int frames) throws UnreadableImageException {
    List<DataSet> groups = set.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    if (groups.size() < frames) {
      return List.of();
    }
    List<FrameIndex> out = new ArrayList<>();
    for (DataSet group : groups.subList(0, frames)) {
      out.add(index(group));
    }
    return List.copyOf(out);
  }

  private static FrameIndex index(DataSet group) throws UnreadableImageException {
    DataSet content = group.item(Tag.FRAME_CONTENT_SEQUENCE).orElse(new DataSet(false));
    Optional<DataSet> source =
        group.item(Tag.DERIVATION_IMAGE_SEQUENCE).flatMap(d -> d.item(Tag.SOURCE_IMAGE_SEQUENCE));
    OptionalDouble frame =
        source.isEmpty()
            ? OptionalDouble.empty()
            : source.get().decimal(Tag.REFERENCED_FRAME_NUMBER);
    return new FrameIndex(
        content.text(Tag.STACK_ID).orElse(""),
        number(content, Tag.TEMPORAL_POSITION_INDEX),
        number(content, Tag.IN_STACK_POSITION_NUMBER),
        numbers(content.binary(Tag.DIMENSION_INDEX_VALUES)),
        source.flatMap(s -> s.text(Tag.REFERENCED_SOP_INSTANCE_UID)).orElse(""),
        (int) frame.orElse(1));
  }

  private static int number(DataSet content, int tag) {
    return content.unsigned(tag).orElse(0);
  }

  private static List<Integer> numbers(ByteBuffer values) {
    List<Integer> numbers = new ArrayList<>();
    while (values.remaining() >= Integer.BYTES) {
      numbers.add(values.getInt());
    }
    return List.copyOf(numbers);
  }
}
