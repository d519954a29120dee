package org.lvmmed.ingest.dicom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Attributes that may differ by frame: looked up in the frame's functional groups, then in the
 * shared ones, then in the data set itself (PS3.3, C.7.6.16).
 */
final class FunctionalGroups {
  private final DataSet root;
  private final Optional<DataSet> shared;
  private final List<DataSet> perFrame;

  FunctionalGroups(DataSet root) {
    this.root = root;
    this.shared = root.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    this.perFrame = root.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
  }

  /** Whether frames are described one by one, so that what the root says is of no single frame. */
  boolean describesFrames() {
    return !perFrame.isEmpty();
  }

  /** The values of an attribute for a frame; empty where it is nowhere. */
  List<Double> decimals(int frame, int macro, int tag) throws UnreadableImageException {
    return group(frame, macro, tag).orElse(root).decimals(tag);
  }

  /** The first value of an attribute for a frame. */
  OptionalDouble decimal(int frame, int macro, int tag) throws UnreadableImageException {
    return group(frame, macro, tag).orElse(root).decimal(tag);
  }

  /** The text of an attribute for a frame. */
  Optional<String> text(int frame, int macro, int tag) {
    return group(frame, macro, tag).orElse(root).text(tag);
  }

  private Optional<DataSet> group(int frame, int macro, int tag) {
    Optional<DataSet> own =
        frame < perFrame.size() ? perFrame.get(frame).item(macro) : Optional.empty();
    return own.filter(g -> g.has(tag))
        .or(() -> shared.flatMap(s -> s.item(macro)).filter(g -> g.has(tag)));
  }
}
