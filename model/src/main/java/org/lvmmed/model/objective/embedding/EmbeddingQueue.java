package org.lvmmed.model.objective.embedding;

import java.util.Arrays;
import org.lvmmed.model.linalg.Matrix;

/** The last embeddings of a worker, the oldest going out first. */
public final class EmbeddingQueue {

  private final int capacity;
  private final int width;

  /** Where the next one goes, once the queue is full. */
  private int next;

  private int filled;
  private final float[] rows;

  /**
   * @param capacity embeddings
   * @param width values of each
   */
  public EmbeddingQueue(int capacity, int width) {
    this.capacity = capacity;
    this.width = width;
    this.rows = new float[capacity * width];
  }

  /** Appends embeddings, one a row. */
  public void add(Matrix embeddings) {
    for (int row = 0; row < embeddings.rows; row++) {
      for (int j = 0; j < width; j++) {
        rows[next * width + j] = (float) embeddings.values[row * width + j];
      }
      next = (next + 1) % capacity;
      filled = Math.min(capacity, filled + 1);
    }
  }

  /** One a row, in no particular order. */
  public Matrix rows() {
    Matrix matrix = new Matrix(filled, width);
    for (int k = 0; k < matrix.values.length; k++) {
      matrix.values[k] = rows[k];
    }
    return matrix;
  }

  /** Of the queue that is filled. */
  public double share() {
    return (double) filled / capacity;
  }

  /** Where the next one goes, then those that there are. */
  public float[] state() {
    float[] state = new float[1 + filled * width];
    state[0] = next;
    System.arraycopy(rows, 0, state, 1, filled * width);
    return state;
  }

  /**
   * @param state of such a queue; empty for none
   * @throws IllegalArgumentException where it is another queue's
   */
  public void setState(float[] state) {
    int values = Math.max(0, state.length - 1);
    if (values % width != 0 || values > rows.length) {
      throw new IllegalArgumentException(
          "Invalid own state of the objective: %d values (a queue of %d embeddings of %d)"
              .formatted(state.length, capacity, width));
    }
    filled = values / width;
    next = state.length == 0 ? 0 : (int) state[0];
    Arrays.fill(rows, 0);
    System.arraycopy(state, Math.min(1, state.length), rows, 0, values);
  }
}
