package org.lvmmed.jobs.pretrain.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lvmmed.jobs.pretrain.average.FloatBytes;
import org.lvmmed.jobs.pretrain.average.OuterStep;
import org.lvmmed.model.network.State;

/**
 * Everything that a round changes.
 *
 * @param trained the workers' average
 * @param velocity of {@link OuterStep}, which only the driver needs; empty with plain averaging
 * @param own what each worker keeps for itself, by its number; none before its first part
 */
public record RunState(State trained, float[] velocity, List<float[]> own) {

  public RunState {
    own = List.copyOf(own);
  }

  public RunState(State trained) {
    this(trained, new float[0], List.of());
  }

  /** What a worker keeps for itself; empty before its first part. */
  public float[] own(int worker) {
    return worker < own.size() ? own.get(worker) : new float[0];
  }

  /** The state as one vector. */
  public float[] values() {
    return trained.values();
  }

  /** Optimiser steps taken. */
  public int iteration() {
    return trained.iteration();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(iteration());
    write(values(), out);
    write(velocity, out);
    out.writeInt(own.size());
    for (float[] values : own) {
      write(values, out);
    }
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
    return new RunState(new State(values, iteration), floats(in), own(in));
  }

  private static List<float[]> own(DataInput in) throws IOException {
    List<float[]> own = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      own.add(floats(in));
    }
    return own;
  }

  private static float[] floats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    FloatBytes.read(in, values, 0, values.length);
    return values;
  }

  public boolean finite() {
    for (float v : values()) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}
