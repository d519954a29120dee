package org.lvmmed.jobs.pretrain.plan;

import java.util.List;

/**
 * The training images by number, with where each lies in the corpus. Image numbers follow the order
 * of the image ids, so that they do not depend on how the corpus was split into files.
 *
 * @param ids image ids, ascending
 * @param files the corpus's Parquet files, relative to the work folder
 * @param file for each image its file's number
 * @param row for each image its row within the file
 * @param series for each image the number of its series (volume), which its neighbouring slices
 *     share
 * @param modality for each image the number of its modality
 * @param neighbours for each image its prior neighbours' numbers, nearest first
 * @param scores for each image the similarities of those neighbours
 */
public record TrainingIndex(
    List<String> ids,
    List<String> files,
    int[] file,
    long[] row,
    int[] series,
    int[] modality,
    int[][] neighbours,
    float[][] scores) {

  public int size() {
    return file.length;
  }

  /** What random draws for this image are derived from: the first 64 bits of its id. */
  long key(int image) {
    return Long.parseUnsignedLong(ids.get(image).substring(0, 16), 16);
  }

  /** The id of the image with that key. */
  public String idOf(long key) {
    int from = 0;
    int to = size() - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Long.compareUnsigned(key(middle), key) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return ids.get(from);
  }

  /**
   * Prior similarity p[i,j] of METHOD 2: the clamped score if either holds the other as neighbour,
   * else 0.
   */
  double prior(int i, int j) {
    return i == j ? 0 : Math.max(stored(i, j), stored(j, i));
  }

  private double stored(int i, int j) {
    for (int k = 0; k < neighbours[i].length; k++) {
      if (neighbours[i][k] == j) {
        return Math.min(1, Math.max(0, scores[i][k]));
      }
    }
    return 0;
  }
}
