package org.lvmmed.model.downstream.detect;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.model.downstream.sample.InputSizes;
import org.lvmmed.model.downstream.sample.TaskBox;
import org.lvmmed.model.downstream.sample.Warp;
import org.lvmmed.model.downstream.training.Doubles;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;

/** A trained detector on a feature pyramid. */
final class PyramidDetector implements Detector {

  private static final double LEAST_SCORE = 0.01;

  private final Network network;
  private final int[] strides;
  private final HeadSettings settings;
  private final Preprocess preprocess;
  private TrainingCurve curve = new TrainingCurve(List.of());

  PyramidDetector(Network network, int[] strides, HeadSettings settings, Preprocess preprocess) {
    this.network = network;
    this.strides = strides;
    this.settings = settings;
    this.preprocess = preprocess;
  }

  void trained(TrainingCurve finished) {
    curve = finished;
  }

  @Override
  public List<Detection> predict(Raster image) {
    int[] extents = DetectionInputs.extents(image, settings.inputSize());
    int rows = InputSizes.roundedUp(extents[0]);
    int columns = InputSizes.roundedUp(extents[1]);
    float[] input = padded(image.resize(extents[0], extents[1]), rows, columns);
    float[][] outputs = network.outputs(new Inputs(input, 1, 3, rows, columns));
    List<Detection> candidates = new ArrayList<>();
    PyramidLevel[] levels = PyramidLevel.of(strides, rows, columns);
    for (int l = 0; l < levels.length; l++) {
      double[] reaches = Doubles.of(outputs[2 * l + 1]);
      collect(levels[l], outputs[2 * l], reaches, image, extents, candidates);
    }
    return Suppression.apply(candidates);
  }

  /** In the middle, as training has it. */
  private float[] padded(Raster image, int rows, int columns) {
    float[] planes = preprocess.normalise(image);
    float[] input = new float[3 * rows * columns];
    window(image.height(), image.width(), rows, columns)
        .sample(planes, image.height(), image.width(), input, 0, rows, columns);
    return input;
  }

  private static Warp window(int height, int width, int rows, int columns) {
    // Whole pixels: half ones would blur the image.
    double x = (columns - 1) / 2.0 - (columns - width) / 2;
    double y = (rows - 1) / 2.0 - (rows - height) / 2;
    return Warp.window(rows, columns, x, y);
  }

  private void collect(
      PyramidLevel level,
      float[] logits,
      double[] reaches,
      Raster image,
      int[] extents,
      List<Detection> candidates) {
    Warp toImage =
        window(
            extents[0],
            extents[1],
            InputSizes.roundedUp(extents[0]),
            InputSizes.roundedUp(extents[1]));
    for (int at = 0; at < logits.length; at++) {
      double score = FocalLoss.sigmoid(logits[at]);
      if (score > LEAST_SCORE) {
        int position = at % level.positions();
        double[] box = Reaches.box(reaches, 0, level, position);
        TaskBox found =
            toImage.box(new TaskBox(box[0], box[1], box[2], box[3], at / level.positions()));
        candidates.add(new Detection(inImage(found, image, extents), score));
      }
    }
  }

  private static TaskBox inImage(TaskBox box, Raster image, int[] extents) {
    double across = (double) image.width() / extents[1];
    double down = (double) image.height() / extents[0];
    return new TaskBox(
        clamp(box.x1() * across, image.width()),
        clamp(box.y1() * down, image.height()),
        clamp(box.x2() * across, image.width()),
        clamp(box.y2() * down, image.height()),
        box.type());
  }

  private static double clamp(double value, double largest) {
    return Math.max(0, Math.min(largest, value));
  }

  @Override
  public TrainingCurve curve() {
    return curve;
  }

  @Override
  public void close() {
    network.close();
  }
}
