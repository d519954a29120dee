package org.lvmmed.jobs.similarity;

import org.apache.spark.Partitioner;

/** Sends an image to the partition that bears its block's number. */
final class BlockPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final BlockStore store;

  BlockPartitioner(BlockStore store) {
    this.store = store;
  }

  @Override
  public int numPartitions() {
    return store.blocks();
  }

  @Override
  public int getPartition(Object imageId) {
    return store.blockOf((String) imageId);
  }
}
