package org.lvmmed.ingest.corpus;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.SliceRule;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.pixels.Modality;
import org.lvmmed.ingest.pixels.PixelRules;
import org.lvmmed.ingest.pixels.Window;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.ingest.pixels.Windows;

/**
 * What an ingest without a {@code dataset.conf} would make of a file: its frames are counted as
 * they come by, so that a second reading is not needed. Not safe for use by several threads.
 */
public final class Preview {
  private final Windows windows = new Windows(PixelRules.DEFAULT);
  private final MedicalImage image;
  private final ImageHeader header;
  private final WindowRule rule;

  private Preview(MedicalImage image) {
    this.image = FrameOrder.of(image);
    this.header = this.image.header();
    String modality = Modality.ofDicom(header.attributes().getOrDefault(Attribute.MODALITY, ""));
    this.rule = windows.resolve(header, modality, SliceRule.DEFAULT.window());
    windows.begin();
  }

  public static Preview of(MedicalImage image) {
    return new Preview(image);
  }

  /** Counts a stored frame. */
  public void count(MedicalImage stored, Frame frame) {
    if (rule instanceof WindowRule.Counted && !header.vector()) {
      windows.count(stored.headerOf(frame.index()), frame);
    }
  }

  /** Stored numbers of the frames in the order of slices. */
  public List<Integer> order() {
    return IntStream.range(0, header.frames())
        .mapToObj(frame -> FrameOrder.stored(image, frame))
        .toList();
  }

  /** The one window of all frames, or null where values are as stored or volumes have their own. */
  public @Nullable Window window() {
    if (rule instanceof WindowRule.AsStored
        || header.vector()
        || Volumes.slices(header) < header.frames() && rule instanceof WindowRule.Counted) {
      return null;
    }
    Window fixed = Windows.fixed(header, rule);
    return fixed == null ? windows.ofCounted((WindowRule.Counted) rule) : fixed;
  }

  /** Row, column and slice spacing in millimetres, as far as known. */
  public List<Double> spacing() {
    return header.spacing();
  }

  /** Where the image lies, or null where its header does not tell. */
  public @Nullable String geometry() {
    Grid grid = Grid.of(header);
    return grid == null ? null : grid.text();
  }
}
