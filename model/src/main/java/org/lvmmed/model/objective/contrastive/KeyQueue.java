package org.lvmmed.model.objective.contrastive;

import java.util.Arrays;
import org.lvmmed.model.linalg.Matrix;

/** The last keys of a worker, the oldest going out first. */
final class KeyQueue {

  private final int capacity;
  private final int width;

  /** Where the next key goes, once the queue is full. */
  private int next;

  private int filled;
  private final float[] keys;

  KeyQueue(int capacity, int width) {
    this.capacity = capacity;
    this.width = width;
    this.keys = new float[capacity * width];
  }

  /** Appends keys, one a row. */
  void add(Matrix rows) {
    for (int row = 0; row < rows.rows; row++) {
      for (int j = 0; j < width; j++) {
        keys[next * width + j] = (float) rows.values[row * width + j];
      }
      next = (next + 1) % capacity;
      filled = Math.min(capacity, filled + 1);
    }
  }

  /** One a row, in no particular order. */
  Matrix keys() {
    Matrix rows = new Matrix(filled, width);
    for (int k = 0; k < rows.values.length; k++) {
      rows.values[k] = keys[k];
    }
    return rows;
  }

  double share() {
    return (double) filled / capacity;
  }

  /** Where the next key goes, then the keys that there are. */
  float[] state() {
    float[] state = new float[1 + filled * width];
    state[0] = next;
    System.arraycopy(keys, 0, state, 1, filled * width);
    return state;
  }

  /**
   * @param state of such a queue; empty for none
   * @throws IllegalArgumentException where it is another queue's
   */
  void setState(float[] state) {
    int values = Math.max(0, state.length - 1);
    if (values % width != 0 || values > keys.length) {
      throw new IllegalArgumentException(
          "Invalid own state of the objective: %d values (a queue of %d keys of %d)"
              .formatted(state.length, capacity, width));
    }
    filled = values / width;
    next = state.length == 0 ? 0 : (int) state[0];
    Arrays.fill(keys, 0);
    System.arraycopy(state, Math.min(1, state.length), keys, 0, values);
  }
}
