package org.lvmmed.model.objective;

/**
 * What the network that follows by {@link Momentum} computed of the large views of a pair.
 *
 * @param values in the order of the head's outputs; of both views, first views before second ones,
 *     or of the second alone where the first is a small crop
 * @param views number of images that they are of
 */
public record MomentumOutputs(float[][] values, int views) {

  /** Of an objective without such a network. */
  public static MomentumOutputs none() {
    return new MomentumOutputs(new float[0][], 0);
  }
}
