package org.lvmmed.ingest.corpus;

import org.jspecify.annotations.Nullable;
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
   * @param frame in its file, for its identifier
   * @param slice in its series
   * @param window null where values are as stored
   */
  record Cut(
      String path,
      int frame,
      int slice,
      ImageHeader header,
      Picture picture,
      @Nullable Window window,
      @Nullable Picture mask,
      @Nullable Picture fov) {}

  Outcome.Row make(Unit unit, DatasetRules rules, Cut cut) {
    Picture picture = cut.picture();
    Picture mask = cut.mask();
    Picture fov = cut.fov();
    ImageRow row =
        new ImageRow(
            png.encode(picture),
            identity.image(rules.name(), cut.path(), cut.frame()),
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
            unit.label(),
            mask == null ? null : png.encode(mask),
            unit.boxes(),
            fov == null ? null : png.encode(fov));
    return new Outcome.Row(
        identity.file(rules.name(), cut.path()), row, PerceptualHash.of(picture));
  }
}
