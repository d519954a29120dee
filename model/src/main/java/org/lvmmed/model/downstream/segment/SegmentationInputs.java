package org.lvmmed.model.downstream.segment;

import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.Exposure;
import org.lvmmed.model.downstream.sample.PreparedCache;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.sample.Warp;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.view.Draws;

/** Samples of a segmentation task as batches of augmented inputs with their targets. */
final class SegmentationInputs {

  private static final long PURPOSE = Draws.key("segmentation-input");
  private static final Warp.Range RANGE = new Warp.Range(15, 1.25, 0.1);

  /** Crops on the foreground; the others lie anywhere. */
  private static final double ON_FOREGROUND = 0.5;

  private static final int TRIES = 100;

  private final TaskSamples samples;
  private final HeadSettings settings;
  private final Preprocess preprocess;
  private final PreparedCache<Prepared> cache;

  SegmentationInputs(TaskSamples samples, HeadSettings settings, Preprocess preprocess) {
    this.samples = samples;
    this.settings = settings;
    this.preprocess = preprocess;
    this.cache = new PreparedCache<>(this::prepare, Prepared::bytes);
  }

  /**
   * Inputs and targets.
   *
   * @param images batch × 3 × side × side
   * @param targets batch × side × side; {@link ByteMask#IGNORED} where nothing is known
   */
  record Batch(float[] images, byte[] targets) {}

  /** An image before its augmentation: resized, or at its own size where crops are wanted. */
  private record Prepared(float[] planes, byte[] targets, int height, int width) {
    long bytes() {
      return 4L * planes.length + targets.length;
    }
  }

  Batch batch(int step, int[] picked) {
    int side = settings.inputSize();
    int area = side * side;
    Batch batch = new Batch(new float[picked.length * 3 * area], new byte[picked.length * area]);
    for (int i = 0; i < picked.length; i++) {
      Draws draws = Draws.of(settings.seed(), PURPOSE, step, i);
      Prepared source = cache.get(picked[i]);
      Warp warp = warp(draws, source);
      int from = i * 3 * area;
      warp.sample(source.planes, source.height, source.width, batch.images, from, side, side);
      Exposure.jitter(draws, batch.images, from, from + 3 * area);
      warp.sample(
          source.targets,
          source.height,
          source.width,
          ByteMask.IGNORED,
          batch.targets,
          i * area,
          side,
          side);
    }
    return batch;
  }

  private Warp warp(Draws draws, Prepared source) {
    int side = settings.inputSize();
    double[] centre =
        settings.crops()
            ? centre(draws, source, side)
            : new double[] {(source.width - 1) / 2.0, (source.height - 1) / 2.0};
    return Warp.draw(draws, RANGE, side, side, centre[0], centre[1]);
  }

  private static double[] centre(Draws draws, Prepared source, int side) {
    boolean onForeground = draws.chance(ON_FOREGROUND);
    int at = draws.below(source.targets.length);
    for (int i = 0; onForeground && i < TRIES && !isForeground(source.targets[at]); i++) {
      at = draws.below(source.targets.length);
    }
    return new double[] {
      inside(at % source.width, source.width, side), inside(at / source.width, source.height, side)
    };
  }

  /** Classes from 128 on are negative bytes, and so is what is ignored. */
  private static boolean isForeground(byte target) {
    return target != 0 && target != ByteMask.IGNORED;
  }

  /** Keeps a window within the image, or centred on an image that is smaller. */
  private static int inside(int at, int extent, int side) {
    return extent <= side ? extent / 2 : Math.max(side / 2, Math.min(extent - side / 2, at));
  }

  private Prepared prepare(int index) {
    TaskSample sample = samples.get(index);
    Raster image = sample.image();
    byte[] targets = targets(sample);
    int side = settings.inputSize();
    if (settings.crops()) {
      return new Prepared(preprocess.normalise(image), targets, image.height(), image.width());
    }
    return new Prepared(
        preprocess.normalise(image.resize(side, side)),
        nearest(targets, image.height(), image.width(), side),
        side,
        side);
  }

  private static byte[] nearest(byte[] source, int height, int width, int side) {
    byte[] out = new byte[side * side];
    for (int i = 0; i < out.length; i++) {
      int y = (int) ((i / side + 0.5) * height / side);
      int x = (int) ((i % side + 0.5) * width / side);
      out[i] = source[y * width + x];
    }
    return out;
  }

  private byte[] targets(TaskSample sample) {
    ByteMask mask = sample.mask();
    if (mask == null) {
      throw new IllegalArgumentException(
          "Invalid sample %s of a segmentation: it has no mask".formatted(sample.id()));
    }
    byte[] targets = mask.classes().clone();
    for (byte value : targets) {
      boolean ignored = value == ByteMask.IGNORED;
      if (!ignored && (value & 0xff) >= settings.classes().size()) {
        throw new IllegalArgumentException(
            "Invalid mask of image %s: class %d (below %d)"
                .formatted(sample.id(), value & 0xff, settings.classes().size()));
      }
    }
    ByteMask fov = sample.fov();
    for (int i = 0; fov != null && i < targets.length; i++) {
      targets[i] = fov.classes()[i] == 0 ? ByteMask.IGNORED : targets[i];
    }
    return targets;
  }
}
