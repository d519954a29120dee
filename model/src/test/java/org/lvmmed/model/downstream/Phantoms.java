package org.lvmmed.model.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.sample.TaskBox;
import org.lvmmed.model.downstream.sample.TaskSample;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingLength;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Compute;

/** Made-up samples that a head learns within seconds. */
final class Phantoms {

  private Phantoms() {}

  static EncoderStart encoder(String engine, int outputStride) {
    EncoderSettings settings = new EncoderSettings(Architecture.RESNET18, 32, outputStride);
    EncoderModel encoder = EncoderModel.untrained(settings, Preprocess.standard(32), 1);
    return new EncoderStart(encoder, Compute.cpu(engine));
  }

  static HeadSettings settings(int inputSize, double rate, int steps, int classes) {
    return new HeadSettings(
        inputSize,
        false,
        rate,
        rate / 4,
        1,
        new TrainingLength(steps, 8, Math.max(1, steps / 3), 10),
        5,
        java.util.stream.IntStream.range(0, classes).mapToObj(k -> "class " + k).toList(),
        false);
  }

  /** Noise with one disc, bright (class 1) or dark (class 2); labelled with its kind. */
  static TaskSamples discs(int count, int height, int width, long seed) {
    return samples(count, i -> disc(i, height, width, new Random(seed + i)));
  }

  private static TaskSample disc(int number, int height, int width, Random random) {
    float[] grey = noise(height, width, random);
    byte[] mask = new byte[height * width];
    double radius = 0.15 * width + 0.15 * width * random.nextDouble();
    double x = radius + (width - 2 * radius) * random.nextDouble();
    double y = radius + (height - 2 * radius) * random.nextDouble();
    int kind = 1 + number % 2;
    for (int i = 0; i < mask.length; i++) {
      if (Math.hypot(i % width - x, i / width - y) < radius) {
        mask[i] = (byte) kind;
        grey[i] += kind == 1 ? 0.35f : -0.35f;
      }
    }
    return sample(
        number,
        Raster.of(grey, height, width),
        new ByteMask(height, width, mask),
        List.of(),
        kind - 1);
  }

  /** Noise with up to two squares, bright (class 0) or dark (class 1), of sides 10 to 22. */
  static TaskSamples squares(int count, int height, int width, long seed) {
    return samples(count, i -> square(i, height, width, new Random(seed + i)));
  }

  private static TaskSample square(int number, int height, int width, Random random) {
    float[] grey = noise(height, width, random);
    List<TaskBox> boxes = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      int side = 10 + random.nextInt(13);
      int x = half * width / 2 + random.nextInt(width / 2 - side);
      int y = random.nextInt(height - side);
      int type = random.nextInt(2);
      for (int i = 0; i < side * side; i++) {
        grey[(y + i / side) * width + x + i % side] += type == 0 ? 0.35f : -0.35f;
      }
      boxes.add(new TaskBox(x, y, x + side, y + side, type));
    }
    // As some data sets have it.
    boxes.add(new TaskBox(5, 5, 5, 9, 0));
    return sample(number, Raster.of(grey, height, width), null, boxes, -1);
  }

  private static float[] noise(int height, int width, Random random) {
    float[] grey = new float[height * width];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = 0.4f + 0.2f * random.nextFloat();
    }
    return grey;
  }

  static TaskSample sample(
      int number,
      Raster image,
      @org.jspecify.annotations.Nullable ByteMask mask,
      List<TaskBox> boxes,
      int label) {
    String id = "phantom " + number;
    return new TaskSample(id, id, 0, image, mask, null, boxes, label, new double[0]);
  }

  static TaskSamples samples(int count, java.util.function.IntFunction<TaskSample> maker) {
    List<TaskSample> made = java.util.stream.IntStream.range(0, count).mapToObj(maker).toList();
    return new TaskSamples() {
      @Override
      public int size() {
        return made.size();
      }

      @Override
      public TaskSample get(int index) {
        return made.get(index);
      }
    };
  }
}
