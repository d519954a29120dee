package org.lvmmed.model.downstream.segment;

import org.lvmmed.model.downstream.sample.ByteMask;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.Softmax;
import org.lvmmed.model.downstream.training.TrainingCurve;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;

/** A trained U-Net. */
final class UNetSegmenter implements Segmenter {

  private final Network network;
  private final HeadSettings settings;
  private final Preprocess preprocess;
  private TrainingCurve curve = new TrainingCurve(java.util.List.of());

  UNetSegmenter(Network network, HeadSettings settings, Preprocess preprocess) {
    this.network = network;
    this.settings = settings;
    this.preprocess = preprocess;
  }

  void trained(TrainingCurve finished) {
    curve = finished;
  }

  @Override
  public ByteMask predict(Raster image) {
    float[][] scores = settings.crops() ? tiled(image) : resized(image);
    return new ByteMask(image.height(), image.width(), largest(scores));
  }

  /** Probabilities of the resized image, brought back to the image's size. */
  private float[][] resized(Raster image) {
    int side = settings.inputSize();
    float[] input = preprocess.normalise(image.resize(side, side));
    float[][] small = probabilities(input);
    float[][] large = new float[small.length][];
    for (int k = 0; k < small.length; k++) {
      Raster plane = Raster.wrap(new float[][] {small[k]}, side, side);
      large[k] = plane.resize(image.height(), image.width()).plane(0);
    }
    return large;
  }

  /** Probabilities of overlapping tiles, added up. */
  private float[][] tiled(Raster image) {
    int side = settings.inputSize();
    Tiles tiles = new Tiles(image.height(), image.width(), side, settings.classes().size());
    float[] planes = preprocess.normalise(image);
    for (Tiles.Place place : tiles.places()) {
      float[] input = new float[3 * side * side];
      tiles.cut(planes, place, input);
      tiles.add(probabilities(input), place);
    }
    return tiles.sums();
  }

  /** Classes × side² values that sum to 1 at each pixel. */
  private float[][] probabilities(float[] input) {
    int side = settings.inputSize();
    float[] logits = network.outputs(Inputs.images(input, 1, side))[0];
    return Softmax.planes(logits, settings.classes().size());
  }

  private static byte[] largest(float[][] scores) {
    byte[] out = new byte[scores[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int k = 1; k < scores.length; k++) {
        out[i] = scores[k][i] > scores[out[i]][i] ? (byte) k : out[i];
      }
    }
    return out;
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
