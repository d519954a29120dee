package org.lvmmed.ingest.corpus;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.pixels.PngWriter;
import org.lvmmed.ingest.pixels.Window;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Unit;

/** Puts rows together. Not safe for use by several threads. */
final class RowMaker {
  private final Identity identity;
  private final PngWriter png = new PngWriter();

  RowMaker(Identity identity) {
    this.identity = identity;
  }

  /**
   * A picture and where it comes from.
   *
   * @param part the file, and what the tables say of it
   * @param frame in its file, for its identifier
   * @param slice in its series
   * @param window null where values are as stored
   */
  record Cut(
      Unit.Part part,
      int frame,
      int slice,
      ImageHeader header,
      Picture picture,
      @Nullable Window window,
      @Nullable Picture mask,
      @Nullable Picture fov,
      @Nullable List<Box> boxes) {}

  Outcome.Row make(Unit unit, DatasetRules rules, Cut cut) {
    Picture picture = cut.picture();
    Picture mask = cut.mask();
    Picture fov = cut.fov();
    ImageRow row =
        new ImageRow(
            png.encode(picture),
            identity.image(rules.name(), cut.part().path(), cut.frame()),
            picture.contentHash(),
            rules.name(),
            ReadingTools.modality(rules, cut.header()),
            ReadingTools.bodyPart(rules, cut.header()),
            unit.patient(),
            unit.series(),
            cut.slice(),
            picture.rows(),
            picture.columns(),
            picture.channels(),
            picture.bits(),
            cut.header().spacing(),
            cut.window(),
            unit.split(),
            cut.part().label(),
            mask == null ? null : png.encode(mask),
            cut.boxes(),
            fov == null ? null : png.encode(fov));
    return new Outcome.Row(
        identity.file(rules.name(), cut.part().path()), row, PerceptualHash.of(picture));
  }
}
