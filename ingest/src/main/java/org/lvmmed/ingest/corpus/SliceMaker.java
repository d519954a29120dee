package org.lvmmed.ingest.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.pixels.Orientation;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.pixels.Window;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Refusal;
import org.lvmmed.ingest.plan.Unit;
import org.lvmmed.ingest.plan.Warning;

/** What the readings of files and of series have in common: pictures, warnings, refusals. */
final class SliceMaker {
  private final ReadingTools tools;
  private final Unit unit;
  private final DatasetRules rules;
  private final Consumer<Outcome> sink;
  private final Set<Warning> warned = new HashSet<>();

  SliceMaker(ReadingTools tools, Unit unit, DatasetRules rules, Consumer<Outcome> sink) {
    this.tools = tools;
    this.unit = unit;
    this.rules = rules;
    this.sink = sink;
  }

  /** The window rule for an image of this header. */
  WindowRule rule(ImageHeader header) {
    return tools
        .windows()
        .resolve(header, ReadingTools.modality(rules, header), rules.slices().window());
  }

  Picture picture(ImageHeader header, Frame frame, Window window) throws UnreadableImageException {
    Picture stored = tools.renderer().render(header, frame, window);
    return Orientation.upright(stored, Attachments.orientation(header));
  }

  /** Whether a slice goes into the corpus: they are thinned out for pretraining alone. */
  boolean isKept(int slice, boolean alone, Picture picture) {
    return unit.keepAll()
        || alone
        || slice % rules.slices().stride() == 0
            && !(rules.slices().skipEmpty() && Emptiness.isEmpty(picture));
  }

  void emit(RowMaker.Cut cut, Frame frame) {
    if (Flatness.isSilent(cut.header(), frame, cut.picture())) {
      warn(
          cut.part().path(),
          "flat",
          "A picture came out as one value all over, of stored values that differ; its window does"
              + " not fit its values: set slices.window (percentiles, stored or two numbers) or"
              + " modality in dataset.conf");
    }
    sink.accept(tools.rows().make(unit, rules, cut));
  }

  /** The file's boxes within its picture. */
  @Nullable List<Box> boxes(Unit.Part part, Picture picture) throws UnreadableImageException {
    List<Box> fitted = BoxFit.of(part.boxes(), picture);
    if (fitted != null && !fitted.equals(part.boxes())) {
      warn(part.path(), "boxes", "A box reaches beyond its picture and was cut at its border");
    }
    return fitted;
  }

  /** Tells something about a file once. */
  void warn(String path, String kind, String message) {
    Warning warning = new Warning(rules.name(), kind, message);
    if (warned.add(warning)) {
      sink.accept(new Outcome.Noted(file(path), warning));
    }
  }

  /** Tells what a person should know of an image and its mask. */
  void warn(String path, MedicalImage image, Attachments attached) {
    image.remarks().forEach(remark -> warn(path, "format", remark));
    attached.remarks().forEach(remark -> warn(path, "mask", remark));
    if (attached.isOfUnknownOrientation()) {
      warn(
          path,
          "orientation",
          "An image is turned by its orientation tag and its mask has none: the mask is taken to lie"
              + " on the upright picture; tag the masks too if they lie on the stored one");
    }
  }

  /** A CT whose values cannot be Hounsfield units was asked for in them. */
  void warnOfUnit(String path, WindowRule rule, Window window) {
    if (rule instanceof WindowRule.IfHounsfield && !window.unit().equals(Window.HOUNSFIELD)) {
      warn(
          path,
          "window",
          "Values of a CT cannot be Hounsfield units, so that percentiles of them are shown in place"
              + " of a preset; set slices.window in dataset.conf, or give files with their rescale");
    }
  }

  void refuse(String path, Refusal refusal) {
    sink.accept(new Outcome.Refused(file(path), rules.name(), refusal));
  }

  void thinned(String path) {
    sink.accept(new Outcome.Thinned(file(path), rules.name()));
  }

  private String file(String path) {
    return tools.identity().file(rules.name(), path);
  }
}
