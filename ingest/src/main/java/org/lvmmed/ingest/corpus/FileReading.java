package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.pixels.Orientation;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.pixels.Window;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Refusal;
import org.lvmmed.ingest.plan.Unit;

/** Reads one file: a picture, or a volume slice by slice, with its mask beside it. */
final class FileReading {
  private final ReadingTools tools;
  private final Unit unit;
  private final DatasetRules rules;
  private final Consumer<Outcome> sink;
  private final String path;
  private int made;

  FileReading(ReadingTools tools, Unit unit, DatasetRules rules, Consumer<Outcome> sink) {
    this.tools = tools;
    this.unit = unit;
    this.rules = rules;
    this.sink = sink;
    this.path = unit.files().get(0);
  }

  void read() {
    try (MedicalImage image = tools.open(rules, path)) {
      int axis = Reslice.axis(image.header(), rules.slices().axis());
      frames(FrameCache.of(Reslice.along(image, axis, tools.memory())), axis);
      if (made == 0) {
        throw new UnreadableImageException(Reason.BLANK, "Every slice is empty");
      }
    } catch (UnreadableImageException e) {
      refuse(Refusal.of(e));
    } catch (IOException e) {
      refuse(new Refusal(Reason.IO, "The file cannot be closed"));
    }
  }

  private void refuse(Refusal refusal) {
    String file = tools.identity().file(rules.name(), path);
    sink.accept(new Outcome.Refused(file, rules.name(), refusal));
  }

  private void frames(MedicalImage image, int axis) throws IOException, UnreadableImageException {
    ImageHeader header = image.header();
    requireFlatForBoxes(header);
    int perVolume = Volumes.slices(header);
    WindowRule rule =
        tools
            .windows()
            .resolve(header, ReadingTools.modality(rules, header), rules.slices().window());
    List<Window> windows = tools.windows().of(image, rule, perVolume);
    Picture fov = unit.fov() == null ? null : fieldOfView(unit.fov());
    try (MaskFrames masks = masks(header, axis)) {
      image.forEachFrame(
          frame -> {
            Window window = windows.get(windows.size() == 1 ? 0 : frame.index() / perVolume);
            Picture mask = masks == null ? null : masks.next();
            boolean stored = rule instanceof WindowRule.AsStored;
            ImageHeader own = stored ? header : image.headerOf(frame.index());
            Picture picture = picture(own, frame, window);
            if (isKept(header, frame.index() % perVolume, picture)) {
              requireSize(mask, picture);
              requireSize(fov, picture);
              emit(header, frame, picture, stored ? null : window, mask, fov);
            }
          });
    }
  }

  private void emit(
      ImageHeader header,
      Frame frame,
      Picture picture,
      @Nullable Window window,
      @Nullable Picture mask,
      @Nullable Picture fov) {
    int index = frame.index();
    sink.accept(
        tools
            .rows()
            .make(
                unit,
                rules,
                new RowMaker.Cut(path, index, index, header, picture, window, mask, fov)));
    made++;
  }

  private Picture picture(ImageHeader header, Frame frame, Window window)
      throws UnreadableImageException {
    String orientation = header.attributes().getOrDefault(Attribute.ORIENTATION, "1");
    return Orientation.upright(
        tools.renderer().render(header, frame, window), Integer.parseInt(orientation));
  }

  /** Slices are thinned out for pretraining alone. */
  private boolean isKept(ImageHeader header, int slice, Picture picture) {
    if (unit.keepAll() || header.frames() == 1) {
      return true;
    }
    return slice % rules.slices().stride() == 0
        && !(rules.slices().skipEmpty() && Emptiness.isEmpty(picture));
  }

  private @Nullable MaskFrames masks(ImageHeader header, int axis) throws UnreadableImageException {
    if (unit.mask() == null) {
      return null;
    }
    MedicalImage mask = Reslice.along(openMask(unit.mask()), axis, tools.memory());
    if (mask.header().frames() != header.frames()) {
      throw new UnreadableImageException(
          Reason.BAD_MASK,
          "The image has " + header.frames() + " slices and its mask " + mask.header().frames());
    }
    return new MaskFrames(mask, rules.masks());
  }

  private Picture fieldOfView(String fov) throws UnreadableImageException {
    return MaskFrames.fieldOfView(openMask(fov));
  }

  private MedicalImage openMask(String mask) throws UnreadableImageException {
    try {
      return tools.open(rules, mask);
    } catch (UnreadableImageException e) {
      throw new UnreadableImageException(
          Reason.BAD_MASK, "The image's mask cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireSize(@Nullable Picture mask, Picture picture)
      throws UnreadableImageException {
    if (mask != null && (mask.rows() != picture.rows() || mask.columns() != picture.columns())) {
      throw new UnreadableImageException(
          Reason.BAD_MASK,
          "The image has "
              + picture.rows()
              + " x "
              + picture.columns()
              + " pixels and its mask "
              + mask.rows()
              + " x "
              + mask.columns());
    }
  }

  private void requireFlatForBoxes(ImageHeader header) throws UnreadableImageException {
    if (unit.boxes() != null && header.frames() > 1) {
      throw new UnreadableImageException(
          Reason.BAD_ANNOTATION, "Boxes belong to one picture and the file has several");
    }
  }
}
