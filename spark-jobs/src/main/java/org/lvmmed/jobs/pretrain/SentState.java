package org.lvmmed.jobs.pretrain;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * A state on its way to the executors. Java's own serialisation takes floats a few at a time; this
 * copies them in blocks.
 */
public final class SentState implements Externalizable {

  private static final long serialVersionUID = 1L;

  private RunState state;

  /** For deserialisation. */
  public SentState() {
    this(new RunState(new float[0], 0));
  }

  SentState(RunState state) {
    this.state = state.forWorkers();
  }

  RunState state() {
    return state;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    state.write(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    state = RunState.read(in);
  }
}
