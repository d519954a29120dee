package org.lvmmed.jobs.pretrain.state;

import java.io.Serializable;
import org.lvmmed.jobs.pretrain.average.OuterStep;
import org.lvmmed.model.pretrain.TrainerState;

/**
 * A trainer's state as one vector: encoder, its optimiser's moments, head, the head's moments,
 * adaptive λ's factor. The encoder comes first, so that offsets within its parameters are offsets
 * within the vector.
 *
 * @param encoder number of encoder parameters
 * @param updater number of its optimiser's values
 * @param head number of head parameters
 */
public record TrainerVector(int encoder, int updater, int head) implements Serializable {

  public static TrainerVector of(TrainerState state) {
    return new TrainerVector(state.encoder().length, state.updater().length, state.head().length);
  }

  /** Where the parameters of encoder and head lie. */
  public OuterStep.Parameters parameters() {
    return new OuterStep.Parameters(encoder, encoder + updater, head);
  }

  private int length() {
    return encoder + updater + 3 * head + 1;
  }

  public float[] pack(TrainerState state) {
    float[] values = new float[length()];
    int at = 0;
    for (float[] part :
        new float[][] {state.encoder(), state.updater(), state.head(), state.headMoments()}) {
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    values[at] = (float) state.lambdaFactor();
    return values;
  }

  /**
   * @throws IllegalArgumentException if the vector belongs to another network
   */
  public TrainerState unpack(RunState state) {
    float[] values = state.values();
    if (values.length != length()) {
      throw new IllegalArgumentException(
          "Invalid state: "
              + values.length
              + " values where this encoder and head have "
              + length()
              + "; the checkpoint belongs to another configuration");
    }
    return new TrainerState(
        part(values, 0, encoder),
        part(values, encoder, updater),
        part(values, encoder + updater, head),
        part(values, encoder + updater + head, 2 * head),
        state.iteration(),
        values[values.length - 1]);
  }

  private static float[] part(float[] values, int from, int length) {
    return java.util.Arrays.copyOfRange(values, from, from + length);
  }
}
