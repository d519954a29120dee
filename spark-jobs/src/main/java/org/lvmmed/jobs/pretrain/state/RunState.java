package org.lvmmed.jobs.pretrain.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.lvmmed.jobs.pretrain.average.FloatBytes;
import org.lvmmed.jobs.pretrain.average.OuterStep;

/**
 * Everything that a round changes, as one vector: encoder parameters with batch-norm statistics,
 * the optimiser's moments, the head and its moments. {@link TrainerVector} says which part is
 * which.
 *
 * @param values the vector
 * @param iteration optimiser steps taken
 * @param velocity of {@link OuterStep}, which only the driver needs; empty with plain averaging
 */
public record RunState(float[] values, int iteration, float[] velocity) {

  public RunState(float[] values, int iteration) {
    this(values, iteration, new float[0]);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(iteration);
    write(values, out);
    write(velocity, out);
  }

  private static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (int from = 0; from < values.length; from += FloatBytes.BLOCK) {
      out.write(FloatBytes.of(values, from, Math.min(FloatBytes.BLOCK, values.length - from)));
    }
  }

  static RunState read(DataInput in) throws IOException {
    int iteration = in.readInt();
    float[] values = floats(in);
    return new RunState(values, iteration, floats(in));
  }

  private static float[] floats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    FloatBytes.read(in, values, 0, values.length);
    return values;
  }

  public boolean finite() {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}
