package org.lvmmed.jobs.evaluate.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.model.metrics.Bootstrap;
import org.lvmmed.model.probe.KnnClassifier;
import org.lvmmed.model.probe.LinearProbe;

/**
 * How encoders are evaluated.
 *
 * @param encoders which of the project's own: {@code pretrained}, {@code random}; others are named
 *     on the command line
 * @param protocols which probes and heads
 * @param tasks names of the datasets to evaluate on; empty: every one with labels, masks or boxes
 * @param trials how often each probe is repeated: on another draw of the training patients, and for
 *     {@code random} with another initialisation
 * @param trialFraction share of the training patients of each class that a trial draws; above 0, at
 *     most 1
 * @param neighbours k of k-NN
 * @param temperature of the k-NN vote
 * @param strengths L2 penalties that the linear probe chooses from on validation rows
 * @param resamples bootstrap draws behind each 95 % interval
 * @param imagesPerSplit images of a dataset's split that are used at most, which bounds a unit's
 *     memory
 * @param embeddingImages images on the embedding map
 * @param inference how images are run through encoders
 * @param heads how heads are trained on encoders
 * @param seed of every draw
 */
public record EvaluateSettings(
    List<OwnEncoder> encoders,
    List<Protocol> protocols,
    List<String> tasks,
    int trials,
    double trialFraction,
    int neighbours,
    double temperature,
    List<Double> strengths,
    int resamples,
    int imagesPerSplit,
    int embeddingImages,
    InferenceSettings inference,
    HeadsSettings heads,
    long seed)
    implements Serializable {

  public EvaluateSettings {
    encoders = List.copyOf(encoders);
    protocols = List.copyOf(protocols);
    tasks = List.copyOf(tasks);
    strengths = List.copyOf(strengths);
    require(!protocols.isEmpty(), "evaluate.protocols", protocols, "at least one");
    protocols.stream().filter(protocol -> !protocol.isProbe()).forEach(heads::recipe);
    require(trials >= 1, "evaluate.trials", trials, "at least 1");
    require(
        trialFraction > 0 && trialFraction <= 1,
        "evaluate.trial-fraction",
        trialFraction,
        "above 0, at most 1");
    require(imagesPerSplit >= 1, "evaluate.images-per-split", imagesPerSplit, "at least 1");
    require(embeddingImages >= 0, "evaluate.embedding-images", embeddingImages, "at least 0");
    new KnnClassifier(neighbours, temperature);
    new LinearProbe(strengths);
    new Bootstrap(resamples, seed);
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

  public KnnClassifier knn() {
    return new KnnClassifier(neighbours, temperature);
  }

  public LinearProbe linear() {
    return new LinearProbe(strengths);
  }

  public Bootstrap bootstrap() {
    return new Bootstrap(resamples, seed);
  }

  private static void require(boolean holds, String key, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("Invalid " + key + ": " + value + " (" + rule + ")");
    }
  }
}
