package org.lvmmed.model.objective.clustering;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.linalg.Matrix;

/**
 * What a worker knows of its images: the clusters of those of the last epoch, and the embeddings of
 * those that it has seen in this one. The last embedding of an image counts.
 */
final class MemoryBank {

  /** A key in whole numbers that a float holds exactly. */
  private static final int KEY_PARTS = 4;

  private static final int PART_BITS = 16;
  private static final int HEADER = 3;

  private final int heads;
  private final int width;
  private int epoch;
  private Map<Long, int[]> clusters = new HashMap<>();
  private Map<Long, float[]> embeddings = new LinkedHashMap<>();

  MemoryBank(int heads, int width) {
    this.heads = heads;
    this.width = width;
  }

  /** The epoch that embeddings are being collected in. */
  int epoch() {
    return epoch;
  }

  /** An image's cluster in each head; null where it was not seen in the last epoch. */
  int @Nullable [] clusters(long key) {
    return clusters.get(key);
  }

  /** Keeps one row as an image's embedding. */
  void keep(long key, Matrix rows, int row) {
    float[] embedding = new float[width];
    for (int j = 0; j < width; j++) {
      embedding[j] = (float) rows.values[row * width + j];
    }
    embeddings.put(key, embedding);
  }

  /** The embeddings, one a row, in the order in which images were first seen. */
  Matrix embeddings() {
    Matrix rows = new Matrix(embeddings.size(), width);
    int row = 0;
    for (float[] embedding : embeddings.values()) {
      for (int j = 0; j < width; j++) {
        rows.values[row * width + j] = embedding[j];
      }
      row++;
    }
    return rows;
  }

  /**
   * Begins another epoch: what was collected becomes clusters.
   *
   * @param found for each head the cluster of each row of {@link #embeddings}
   */
  void begin(int next, int[][] found) {
    Map<Long, int[]> of = new HashMap<>();
    int row = 0;
    for (long key : embeddings.keySet()) {
      int[] own = new int[heads];
      for (int h = 0; h < heads; h++) {
        own[h] = found[h][row];
      }
      of.put(key, own);
      row++;
    }
    clusters = of;
    embeddings = new LinkedHashMap<>();
    epoch = next;
  }

  /** Epoch and counts, then clusters by key, then embeddings by key in their order. */
  float[] state() {
    int entry = KEY_PARTS + heads;
    float[] state =
        new float[HEADER + clusters.size() * entry + embeddings.size() * (KEY_PARTS + width)];
    state[0] = epoch;
    state[1] = clusters.size();
    state[2] = embeddings.size();
    int at = HEADER;
    for (Map.Entry<Long, int[]> image : new TreeMap<>(clusters).entrySet()) {
      writeKey(image.getKey(), state, at);
      for (int h = 0; h < heads; h++) {
        state[at + KEY_PARTS + h] = image.getValue()[h];
      }
      at += entry;
    }
    for (Map.Entry<Long, float[]> image : embeddings.entrySet()) {
      writeKey(image.getKey(), state, at);
      System.arraycopy(image.getValue(), 0, state, at + KEY_PARTS, width);
      at += KEY_PARTS + width;
    }
    return state;
  }

  /**
   * @param state of such a bank; empty for a new one
   * @throws IllegalArgumentException where it is another bank's
   */
  void setState(float[] state) {
    clusters = new HashMap<>();
    embeddings = new LinkedHashMap<>();
    epoch = 0;
    if (state.length == 0) {
      return;
    }
    requireLength(state);
    epoch = (int) state[0];
    int at = HEADER;
    for (int i = 0; i < (int) state[1]; i++) {
      int[] own = new int[heads];
      for (int h = 0; h < heads; h++) {
        own[h] = (int) state[at + KEY_PARTS + h];
      }
      clusters.put(readKey(state, at), own);
      at += KEY_PARTS + heads;
    }
    for (int i = 0; i < (int) state[2]; i++) {
      float[] embedding = new float[width];
      System.arraycopy(state, at + KEY_PARTS, embedding, 0, width);
      embeddings.put(readKey(state, at), embedding);
      at += KEY_PARTS + width;
    }
  }

  private void requireLength(float[] state) {
    boolean fits = false;
    if (state.length >= HEADER) {
      double length =
          HEADER
              + (double) state[1] * (KEY_PARTS + heads)
              + (double) state[2] * (KEY_PARTS + width);
      fits = state.length == length;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Invalid own state of the objective: %d values (a bank of embeddings of %d and clusters of %d heads)"
              .formatted(state.length, width, heads));
    }
  }

  private static void writeKey(long key, float[] state, int at) {
    for (int part = 0; part < KEY_PARTS; part++) {
      state[at + part] = (key >>> (part * PART_BITS)) & 0xFFFF;
    }
  }

  private static long readKey(float[] state, int at) {
    long key = 0;
    for (int part = 0; part < KEY_PARTS; part++) {
      key |= (long) state[at + part] << (part * PART_BITS);
    }
    return key;
  }
}
