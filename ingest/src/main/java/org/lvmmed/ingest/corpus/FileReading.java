package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Box;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.image.VectorFrames;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.pixels.Window;
import org.lvmmed.ingest.pixels.WindowRule;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Refusal;
import org.lvmmed.ingest.plan.Unit;

/** Reads one file: a picture, or a volume slice by slice, with its mask beside it. */
final class FileReading {
  private final ReadingTools tools;
  private final Unit.Part part;
  private final DatasetRules rules;
  private final SliceMaker slices;
  private int made;

  FileReading(ReadingTools tools, Unit unit, DatasetRules rules, Consumer<Outcome> sink) {
    this.tools = tools;
    this.part = unit.parts().get(0);
    this.rules = rules;
    this.slices = new SliceMaker(tools, unit, rules, sink);
  }

  void read() {
    try (MedicalImage stored = tools.open(rules, part.path())) {
      MedicalImage image = VectorFrames.of(FrameOrder.of(stored));
      int axis = Reslice.axis(image.header(), rules.slices().axis());
      requireFlatForBoxes(image.header());
      // Uncut frames come as they are stored, and masks keep step with them.
      MedicalImage beside = axis == 0 ? VectorFrames.of(stored) : image;
      try (Attachments attached = Attachments.of(tools, rules, part, beside, axis)) {
        MedicalImage cut = FrameCache.of(Reslice.along(image, axis, tools.memory()));
        frames(cut, axis == 0 ? image : cut, attached);
        slices.warn(part.path(), stored, attached);
      }
      if (made == 0) {
        throw new UnreadableImageException(Reason.BLANK, "Every slice is empty");
      }
    } catch (UnreadableImageException e) {
      slices.refuse(part.path(), Refusal.of(e));
    } catch (IOException e) {
      slices.refuse(part.path(), new Refusal(Reason.IO, "The file cannot be closed"));
    }
  }

  /**
   * @param ordered the image whose frames know the numbers that they have in the file
   */
  private void frames(MedicalImage image, MedicalImage ordered, Attachments attached)
      throws IOException, UnreadableImageException {
    ImageHeader header = image.header();
    int perVolume = Volumes.slices(header);
    WindowRule rule = slices.rule(header);
    List<Window> windows = tools.windows().of(image, rule, perVolume);
    windows.forEach(window -> slices.warnOfUnit(part.path(), rule, window));
    image.forEachFrame(
        frame -> {
          int index = frame.index();
          Window window = windows.get(windows.size() == 1 ? 0 : index / perVolume);
          boolean stored = rule instanceof WindowRule.AsStored;
          ImageHeader own = image.headerOf(index);
          Picture picture = slices.picture(own, frame, window);
          if (slices.isKept(index % perVolume, header.frames() == 1, picture)) {
            int number = FrameOrder.stored(ordered, index);
            emit(own, frame, number, picture, stored ? null : window, attached);
          } else {
            attached.skip();
          }
        });
  }

  private void emit(
      ImageHeader header,
      Frame frame,
      int number,
      Picture picture,
      @Nullable Window window,
      Attachments attached)
      throws UnreadableImageException {
    Picture mask = attached.mask(picture);
    List<Box> boxes = slices.boxes(part, picture);
    slices.emit(
        new RowMaker.Cut(
            part,
            number,
            frame.index(),
            header,
            picture,
            window,
            mask,
            attached.fov(picture),
            boxes),
        frame);
    made++;
  }

  private void requireFlatForBoxes(ImageHeader header) throws UnreadableImageException {
    if (part.boxes() != null && header.frames() > 1) {
      throw new UnreadableImageException(
          Reason.BAD_ANNOTATION, "Boxes belong to one picture and the file has several");
    }
  }
}
