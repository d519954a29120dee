package org.lvmmed.jobs.evaluate.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.model.metrics.Bootstrap;
import org.lvmmed.model.probe.KnnClassifier;
import org.lvmmed.model.probe.LinearProbe;
import org.lvmmed.rules.Rules;

/**
 * How encoders are evaluated.
 *
 * @param encoders which of the project's own: {@code pretrained}, {@code random}; others are named
 *     on the command line
 * @param protocols which probes and heads
 * @param tasks names of the datasets to evaluate on; empty: every one with labels, masks or boxes
 * @param sampling how much is drawn and how often
 * @param knn the vote of k-NN
 * @param linear the linear probe and the penalties that it chooses from on validation rows
 * @param inference how images are run through encoders
 * @param heads how heads are trained on encoders
 * @param seed of every draw
 */
public record EvaluateSettings(
    List<OwnEncoder> encoders,
    List<Protocol> protocols,
    List<String> tasks,
    Sampling sampling,
    KnnClassifier knn,
    LinearProbe linear,
    InferenceSettings inference,
    HeadsSettings heads,
    long seed)
    implements Serializable {

  public EvaluateSettings {
    encoders = List.copyOf(encoders);
    protocols = List.copyOf(protocols);
    tasks = List.copyOf(tasks);
    protocols.stream().filter(protocol -> !protocol.isProbe()).forEach(heads::recipe);
    Rules.of("evaluate").that(!protocols.isEmpty(), "protocols", protocols, "at least one").check();
  }

  /**
   * How much is drawn and how often.
   *
   * @param trials how often each probe is repeated: on another draw of the training patients, and
   *     for {@code random} with another initialisation
   * @param trialFraction share of the training patients of each class that a trial draws; above 0,
   *     at most 1
   * @param resamples bootstrap draws behind each 95 % interval
   * @param imagesPerSplit images of a dataset's split that probes use at most, which bounds a
   *     unit's memory
   * @param embeddingImages images on the embedding map
   * @param headTrials how often each head is repeated
   * @param headImages images of a dataset's split that heads use at most, cases whole; bounds a
   *     unit's temporary file
   */
  public record Sampling(
      int trials,
      double trialFraction,
      int resamples,
      int imagesPerSplit,
      int embeddingImages,
      int headTrials,
      int headImages)
      implements Serializable {

    public Sampling {
      Rules.of("evaluate")
          .within("trials", trials, 1, Integer.MAX_VALUE)
          .that(
              trialFraction > 0 && trialFraction <= 1,
              "trial-fraction",
              trialFraction,
              "above 0, at most 1")
          .within("resamples", resamples, 1, Integer.MAX_VALUE)
          .within("images-per-split", imagesPerSplit, 1, Integer.MAX_VALUE)
          .within("embedding-images", embeddingImages, 0, Integer.MAX_VALUE)
          .within("head-trials", headTrials, 1, Integer.MAX_VALUE)
          .within("head-images", headImages, 1, Integer.MAX_VALUE)
          .check();
    }
  }

  /** The encoders that need no naming. */
  public enum OwnEncoder {
    /** What pretraining left in the work folder. */
    PRETRAINED,
    /** The same architecture without training, initialised anew for each trial. */
    RANDOM;

    public String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether features are asked for that probes are fitted to. */
  public boolean probes() {
    return protocols.stream().anyMatch(Protocol::isProbe);
  }

  public Bootstrap bootstrap() {
    return new Bootstrap(sampling.resamples(), seed);
  }
}
