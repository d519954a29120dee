package org.lvmmed.model.downstream.detect;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.downstream.sample.Exposure;
import org.lvmmed.model.downstream.sample.InputSizes;
import org.lvmmed.model.downstream.sample.PreparedCache;
import org.lvmmed.model.downstream.sample.TaskBox;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.sample.Warp;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.view.Draws;

/** Samples of a detection task as batches of augmented inputs with their boxes. */
final class DetectionInputs {

  private static final long PURPOSE = Draws.key("detection-input");

  /** No turn: a turned box is no box. */
  private static final Warp.Range RANGE = new Warp.Range(0, 1.25, 0.1);

  /** Share of a box that must remain in sight, and its smallest side in pixels. */
  private static final double VISIBLE = 0.4;

  private static final double SMALLEST_SIDE = 2;

  private final TaskSamples samples;
  private final HeadSettings settings;
  private final Preprocess preprocess;
  private final PreparedCache<Prepared> cache;

  DetectionInputs(TaskSamples samples, HeadSettings settings, Preprocess preprocess) {
    this.samples = samples;
    this.settings = settings;
    this.preprocess = preprocess;
    this.cache = new PreparedCache<>(this::prepare, prepared -> 4L * prepared.planes.length);
  }

  /**
   * Inputs of one extent, smaller images being padded.
   *
   * @param images batch × 3 × rows × columns
   * @param boxes of each image in pixels of the input
   */
  record Batch(float[] images, int rows, int columns, List<List<TaskBox>> boxes) {}

  /** An image with its long side as wanted. */
  private record Prepared(float[] planes, int height, int width, List<TaskBox> boxes) {}

  /** Rows and columns of an image whose long side becomes so many pixels. */
  static int[] extents(Raster image, int longSide) {
    double factor = (double) longSide / Math.max(image.height(), image.width());
    return new int[] {
      Math.max(1, (int) Math.round(image.height() * factor)),
      Math.max(1, (int) Math.round(image.width() * factor))
    };
  }

  Batch batch(int step, int[] picked) {
    int rows = 0;
    int columns = 0;
    for (int index : picked) {
      rows = Math.max(rows, InputSizes.roundedUp(cache.get(index).height));
      columns = Math.max(columns, InputSizes.roundedUp(cache.get(index).width));
    }
    float[] images = new float[picked.length * 3 * rows * columns];
    List<List<TaskBox>> boxes = new ArrayList<>();
    for (int i = 0; i < picked.length; i++) {
      Draws draws = Draws.of(settings.seed(), PURPOSE, step, i);
      Prepared source = cache.get(picked[i]);
      double x = (source.width - 1) / 2.0;
      double y = (source.height - 1) / 2.0;
      Warp warp = Warp.draw(draws, RANGE, rows, columns, x, y);
      int from = i * 3 * rows * columns;
      warp.sample(source.planes, source.height, source.width, images, from, rows, columns);
      Exposure.jitter(draws, images, from, from + 3 * rows * columns);
      boxes.add(moved(source.boxes, warp.inverse(), rows, columns));
    }
    return new Batch(images, rows, columns, boxes);
  }

  private static List<TaskBox> moved(List<TaskBox> boxes, Warp map, int rows, int columns) {
    List<TaskBox> out = new ArrayList<>();
    for (TaskBox box : boxes) {
      TaskBox whole = map.box(box);
      TaskBox seen =
          new TaskBox(
              Math.max(0, whole.x1()),
              Math.max(0, whole.y1()),
              Math.min(columns, whole.x2()),
              Math.min(rows, whole.y2()),
              box.type());
      boolean large =
          seen.x2() - seen.x1() >= SMALLEST_SIDE && seen.y2() - seen.y1() >= SMALLEST_SIDE;
      if (large && seen.area() >= VISIBLE * whole.area()) {
        out.add(seen);
      }
    }
    return out;
  }

  private Prepared prepare(int index) {
    TaskSample sample = samples.get(index);
    Raster image = sample.image();
    int[] extents = extents(image, settings.inputSize());
    double down = (double) extents[0] / image.height();
    double across = (double) extents[1] / image.width();
    List<TaskBox> boxes = new ArrayList<>();
    for (TaskBox box : sample.boxes()) {
      requireClass(sample.id(), box);
      // Some sets have boxes without area; no gradient leads to one.
      if (box.area() > 0) {
        boxes.add(
            new TaskBox(
                box.x1() * across,
                box.y1() * down,
                box.x2() * across,
                box.y2() * down,
                box.type()));
      }
    }
    float[] planes = preprocess.normalise(image.resize(extents[0], extents[1]));
    return new Prepared(planes, extents[0], extents[1], boxes);
  }

  private void requireClass(String id, TaskBox box) {
    if (box.type() < 0 || box.type() >= settings.classes().size()) {
      throw new IllegalArgumentException(
          "Invalid box of image %s: class %d (0 to %d)"
              .formatted(id, box.type(), settings.classes().size() - 1));
    }
  }
}
