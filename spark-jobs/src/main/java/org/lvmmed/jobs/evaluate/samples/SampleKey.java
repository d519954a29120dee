package org.lvmmed.jobs.evaluate.samples;

import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.Partitioner;

/** Whose sample it is, and its place among a unit's: cases together, slices in their order. */
public record SampleKey(int unit, String dataset, String series, int order, String id)
    implements Serializable {

  /** A partition a unit. */
  static final class ByUnit extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int units;

    ByUnit(int units) {
      this.units = units;
    }

    @Override
    public int numPartitions() {
      return units;
    }

    @Override
    public int getPartition(Object key) {
      return ((SampleKey) key).unit();
    }
  }

  /** The order of a unit's samples. */
  static final class InOrder implements Comparator<SampleKey>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(SampleKey a, SampleKey b) {
      int byUnit = Integer.compare(a.unit, b.unit);
      int byDataset = byUnit != 0 ? byUnit : a.dataset.compareTo(b.dataset);
      int bySeries = byDataset != 0 ? byDataset : a.series.compareTo(b.series);
      int byOrder = bySeries != 0 ? bySeries : Integer.compare(a.order, b.order);
      return byOrder != 0 ? byOrder : a.id.compareTo(b.id);
    }
  }
}
