package org.lvmmed.model.downstream.sample;

/** Random access to the samples of a split; images may be decoded on demand. */
public interface TaskSamples {

  int size();

  /** The sample at an index below {@link #size()}; the same one each time. */
  TaskSample get(int index);
}
