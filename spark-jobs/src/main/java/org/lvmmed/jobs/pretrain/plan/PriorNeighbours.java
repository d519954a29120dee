package org.lvmmed.jobs.pretrain.plan;

import java.util.Arrays;

/**
 * Every image's prior neighbours, nearest first, with their similarities: images × places, in two
 * arrays. A place may be empty.
 */
final class PriorNeighbours {

  /** An empty place. */
  static final int NONE = -1;

  private final int places;
  private final int[] images;
  private final float[] scores;

  /**
   * Without any neighbour yet.
   *
   * @param places neighbours of an image at most
   */
  PriorNeighbours(int images, int places) {
    this.places = places;
    this.images = new int[Math.multiplyExact(images, places)];
    this.scores = new float[this.images.length];
    Arrays.fill(this.images, NONE);
  }

  /** Neighbours of an image at most. */
  int places() {
    return places;
  }

  void set(int image, int place, int neighbour, float score) {
    images[image * places + place] = neighbour;
    scores[image * places + place] = score;
  }

  /** The neighbour at a place of an image, or {@link #NONE}. */
  int at(int image, int place) {
    return images[image * places + place];
  }

  /**
   * Prior similarity p[i,j] of METHOD 2: the clamped score if either holds the other as neighbour,
   * else 0.
   */
  double similarity(int i, int j) {
    return i == j ? 0 : Math.max(stored(i, j), stored(j, i));
  }

  private double stored(int i, int j) {
    for (int at = i * places; at < (i + 1) * places; at++) {
      if (images[at] == j) {
        return Math.min(1, Math.max(0, scores[at]));
      }
    }
    return 0;
  }
}
