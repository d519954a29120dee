package org.lvmmed.jobs.pretrain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Everything that a round changes, as one vector: encoder parameters with batch-norm statistics,
 * the optimiser's moments, the head and its moments. {@link TrainerVector} says which part is
 * which.
 *
 * @param values the vector
 * @param iteration optimiser steps taken
 * @param velocity of {@link OuterStep}, which only the driver needs; empty with plain averaging
 */
record RunState(float[] values, int iteration, float[] velocity) {

  private static final int CHUNK = 1 << 20;

  RunState(float[] values, int iteration) {
    this(values, iteration, new float[0]);
  }

  /** What workers begin a round with. */
  RunState forWorkers() {
    return new RunState(values, iteration);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(iteration);
    write(values, out);
    write(velocity, out);
  }

  private static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    byte[] buffer = new byte[4 * CHUNK];
    for (int from = 0; from < values.length; from += CHUNK) {
      int n = Math.min(CHUNK, values.length - from);
      floats(buffer).put(values, from, n);
      out.write(buffer, 0, 4 * n);
    }
  }

  static RunState read(DataInput in) throws IOException {
    int iteration = in.readInt();
    float[] values = floats(in);
    return new RunState(values, iteration, floats(in));
  }

  private static float[] floats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    byte[] buffer = new byte[4 * CHUNK];
    for (int from = 0; from < values.length; from += CHUNK) {
      int n = Math.min(CHUNK, values.length - from);
      in.readFully(buffer, 0, 4 * n);
      floats(buffer).get(values, from, n);
    }
    return values;
  }

  private static java.nio.FloatBuffer floats(byte[] buffer) {
    return java.nio.ByteBuffer.wrap(buffer).order(java.nio.ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  boolean finite() {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}
