package org.lvmmed.jobs.evaluate.samples;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.evaluate.settings.Truth;
import org.lvmmed.jobs.evaluate.unit.HeadTask;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.TaskBox;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.image.Raster;

/**
 * From a row of the corpus to a sample of a task. Images that are trained on are shrunk to twice
 * what the network takes in, unless it takes crops of their native resolution; images that are
 * tested on keep their size.
 */
public record SampleDecoder(HeadTask task) {

  private static final int ROOM = 2;

  public TaskSample decode(SampleRow row) {
    Raster image = Raster.decode(row.image());
    ByteMask mask = mask(row, row.mask(), image);
    ByteMask fov = mask(row, row.fov(), image);
    double scale = row.split().equals("test") || task.crops() ? 1 : scale(image);
    int height = scaled(image.height(), scale);
    int width = scaled(image.width(), scale);
    return new TaskSample(
        row.id(),
        row.series(),
        row.order(),
        scale < 1 ? image.resize(height, width) : image,
        mask == null ? null : MaskPng.resize(mask, height, width),
        fov == null ? null : MaskPng.resize(fov, height, width),
        boxes(row, width / (double) image.width(), height / (double) image.height()),
        label(row),
        row.spacing());
  }

  private int label(SampleRow row) {
    if (row.label() == null || task.protocol().truth() != Truth.LABEL) {
      return -1;
    }
    return indexOf(row.label(), "Label", row);
  }

  private int indexOf(String name, String what, SampleRow row) {
    int index = task.classes().indexOf(name);
    if (index < 0) {
      throw new InputException(
          "%s %s of %s is not among those of %s (%s): evaluate.transfer is for datasets of the same classes"
              .formatted(what, name, row.dataset(), task.dataset(), task.classes()));
    }
    return index;
  }

  private double scale(Raster image) {
    int longSide = Math.max(image.height(), image.width());
    return Math.min(1, ROOM * task.recipe().inputSize() / (double) longSide);
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }

  private @Nullable ByteMask mask(SampleRow row, byte @Nullable [] png, Raster image) {
    if (png == null || task.protocol().truth() != Truth.MASK) {
      return null;
    }
    ByteMask mask = MaskPng.decode(png);
    if (mask.height() != image.height() || mask.width() != image.width()) {
      throw new InputException(
          "The mask of image %s in %s has %d × %d pixels, its image %d × %d: ingest it again"
              .formatted(
                  row.id(),
                  row.dataset(),
                  mask.height(),
                  mask.width(),
                  image.height(),
                  image.width()));
    }
    return mask;
  }

  /** Boxes without area are no objects: nothing can be found there. */
  private List<TaskBox> boxes(SampleRow row, double x, double y) {
    List<SampleRow.Box> boxes = row.boxes();
    if (boxes == null || task.protocol().truth() != Truth.BOXES) {
      return List.of();
    }
    return boxes.stream()
        .map(b -> box(b, x, y, indexOf(b.type(), "Class", row)))
        .filter(box -> box.area() > 0)
        .toList();
  }

  private static TaskBox box(SampleRow.Box box, double x, double y, int type) {
    return new TaskBox(box.x1() * x, box.y1() * y, box.x2() * x, box.y2() * y, type);
  }
}
