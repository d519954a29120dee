package org.lvmmed.model.view;

/**
 * What a view's randomness is a function of.
 *
 * @param seed of the run
 * @param epoch counted from 0
 * @param image a hash of the image's identifier ({@link Draws#key})
 * @param view 0, 1, … of the image
 */
public record ViewKey(long seed, long epoch, long image, int view) {

  /** Draws for one purpose, independent of those for any other. */
  Draws draws(String purpose) {
    return Draws.of(seed, epoch, image, view, Draws.key(purpose));
  }
}
