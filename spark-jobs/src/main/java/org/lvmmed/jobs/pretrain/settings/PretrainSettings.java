package org.lvmmed.jobs.pretrain.settings;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

/**
 * How training is cut into epochs, rounds and steps.
 *
 * @param workers logical workers: each takes a share of every round; part of what determines the
 *     result, unlike executors
 * @param batchPerWorker images of a worker's step
 * @param averagingPeriod steps of a worker between two averagings: one round
 * @param outer what the driver makes of the workers' average
 * @param epochs passes over the training images
 * @param learningRate peak rate of Adam
 * @param schedule how the rate falls
 * @param warmup share of training over which the rate rises to its peak
 * @param priorShare share of a graph's nodes that are prior neighbours of its other nodes
 * @param slicesPerSeries slices of a volume in an epoch at most, others in each; 0: all
 * @param minorityShare modalities with fewer images in an epoch than this share of the largest
 *     one's are filled up to it with copies; 0: none
 * @param shuffleWindow images among which a worker's are shuffled, of row groups in random order;
 *     0: an epoch is shuffled whole
 * @param storeSize short side, in pixels, of the images that executors keep decoded
 * @param cacheSize bytes: bound on an executor's decoded images
 * @param diskCacheSize bytes: bound on an executor's copy of the corpus on its disks, where it is
 *     not there anyway; 0: none
 * @param checkpointEvery rounds between two checkpoints
 * @param keepCheckpoints how many are kept
 * @param probeEvery rounds between two k-NN probes; 0: none
 * @param probeImages labelled images per dataset that a probe uses at most
 * @param collapseStd embedding standard deviation (1 is healthy) below which a run counts as
 *     collapsed
 */
public record PretrainSettings(
    int workers,
    int batchPerWorker,
    int averagingPeriod,
    Outer outer,
    int epochs,
    double learningRate,
    Schedule schedule,
    double warmup,
    double priorShare,
    int slicesPerSeries,
    double minorityShare,
    int shuffleWindow,
    int storeSize,
    long cacheSize,
    long diskCacheSize,
    int checkpointEvery,
    int keepCheckpoints,
    int probeEvery,
    int probeImages,
    double collapseStd)
    implements Serializable {

  private static final int MANY = 1_000_000;
  private static final long SMALLEST_CACHE = 1 << 20;

  public PretrainSettings {
    Rules.of("pretrain")
        .within("workers", workers, 1, 100_000)
        .within("batch-per-worker", batchPerWorker, 2, MANY)
        .within("averaging-period", averagingPeriod, 1, MANY)
        .within("epochs", epochs, 1, MANY)
        .within("learning-rate", learningRate, 1e-12, 10)
        .within("warmup", warmup, 0, 1)
        .within("prior-share", priorShare, 0, 0.99)
        .within("slices-per-series", slicesPerSeries, 0, MANY)
        .within("minority-share", minorityShare, 0, 1)
        .within("shuffle-window", shuffleWindow, 0, Integer.MAX_VALUE)
        .within("store-size", storeSize, 32, 4096)
        .within("cache-size", cacheSize, SMALLEST_CACHE, Long.MAX_VALUE)
        .within("disk-cache-size", diskCacheSize, 0, Long.MAX_VALUE)
        .within("checkpoint-every", checkpointEvery, 1, MANY)
        .within("keep-checkpoints", keepCheckpoints, 1, 1000)
        .within("probe-every", probeEvery, 0, MANY)
        .within("probe-images", probeImages, 1, MANY)
        .within("collapse-std", collapseStd, 0, 1)
        .check();
  }

  /**
   * Whether images are shuffled whole though an executor's cache may not hold so many of them, grey
   * and as large as they are kept: then nearly each is read anew, with its row group.
   */
  public boolean shufflesMoreThanFits(int images) {
    return shuffleWindow == 0 && (double) images * storeSize * storeSize > cacheSize;
  }

  /**
   * The step that the driver takes from the parameters before a round towards the workers' average.
   *
   * @param momentum of Nesterov's kind, in [0, 1)
   * @param rate share of the way; 1 without momentum is plain averaging
   */
  public record Outer(double momentum, double rate) implements Serializable {

    public Outer {
      Rules.of("pretrain.outer")
          .within("momentum", momentum, 0, 0.999)
          .within("rate", rate, 1e-3, 10)
          .check();
    }

    /** The average as it is. */
    public static Outer plain() {
      return new Outer(0, 1);
    }

    public boolean isPlain() {
      return momentum == 0 && rate == 1;
    }
  }

  /** How the learning rate falls over training. */
  public enum Schedule {
    /** Half a cosine, to zero. */
    COSINE {
      @Override
      double factor(double progress) {
        return 0.5 * (1 + Math.cos(Math.PI * progress));
      }
    },
    /** Halved at 20, 40, 60 and 80 % (METHOD, section 5). */
    HALVING {
      @Override
      double factor(double progress) {
        return Math.pow(0.5, Math.min(4, (int) (progress * 5)));
      }
    },
    CONSTANT {
      @Override
      double factor(double progress) {
        return 1;
      }
    };

    abstract double factor(double progress);
  }

  /**
   * The rate of a step.
   *
   * @param progress share of training done, in [0, 1)
   */
  public double rate(double progress) {
    double rising = warmup == 0 ? 1 : Math.min(1, (progress + 1e-9) / warmup);
    return learningRate * rising * schedule.factor(progress);
  }
}
