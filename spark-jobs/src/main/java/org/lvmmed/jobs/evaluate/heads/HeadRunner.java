package org.lvmmed.jobs.evaluate.heads;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.lvmmed.jobs.card.TaskCards;
import org.lvmmed.jobs.evaluate.samples.SampleDecoder;
import org.lvmmed.jobs.evaluate.samples.SampleRow;
import org.lvmmed.jobs.evaluate.samples.SampleStore;
import org.lvmmed.jobs.evaluate.samples.StoredSample;
import org.lvmmed.jobs.evaluate.settings.HeadRecipe;
import org.lvmmed.jobs.evaluate.settings.Transfer;
import org.lvmmed.jobs.evaluate.settings.Truth;
import org.lvmmed.jobs.evaluate.unit.HeadTask;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.model.downstream.Heads;
import org.lvmmed.model.downstream.classify.Classifier;
import org.lvmmed.model.downstream.detect.Detector;
import org.lvmmed.model.downstream.sample.TaskSamples;
import org.lvmmed.model.downstream.segment.Segmenter;
import org.lvmmed.model.downstream.training.EncoderStart;
import org.lvmmed.model.downstream.training.HeadSettings;
import org.lvmmed.model.downstream.training.TrainingLength;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.view.Draws;

/**
 * Does one unit: trains a head on the training rows, stops it by the validation rows, and tests it
 * on the test rows.
 *
 * @param compute what trains them
 * @param encoders by fingerprint
 */
record HeadRunner(long seed, Compute compute, Map<String, Broadcast<EncoderModel>> encoders)
    implements Serializable {

  HeadRunner {
    encoders = new HashMap<>(encoders);
  }

  /**
   * @param rows of the unit, cases together and slices in their order
   */
  UnitOutcome run(HeadUnit unit, Iterator<SampleRow> rows) throws IOException {
    try (SampleStore store = SampleStore.create()) {
      SampleDecoder decoder = new SampleDecoder(unit.task());
      while (rows.hasNext()) {
        SampleRow row = rows.next();
        store.add(row, decoder.decode(row));
      }
      return train(unit, store);
    }
  }

  private UnitOutcome train(HeadUnit unit, SampleStore store) {
    TaskSamples train = store.view(store.where(s -> s.split().equals("train")));
    TaskSamples validation = store.view(store.where(s -> s.split().equals("val")));
    EncoderStart start = start(unit);
    HeadSettings settings = settings(unit);
    Clock clock = new Clock();
    return switch (unit.protocol().truth()) {
      case LABEL -> {
        try (Classifier head = Heads.classification(start, settings, train, validation)) {
          ClassificationScoring scoring = new ClassificationScoring(unit, store, head, clock);
          yield UnitOutcome.classified(
              unit, tested(unit, store, scoring::score), head.curve().points());
        }
      }
      case MASK -> {
        try (Segmenter head = Heads.segmentation(start, settings, train, validation)) {
          SegmentationScoring scoring = new SegmentationScoring(unit, store, head, clock);
          yield UnitOutcome.segmented(
              unit, tested(unit, store, scoring::score), head.curve().points());
        }
      }
      case BOXES -> {
        try (Detector head = Heads.detection(start, settings, train, validation)) {
          DetectionScoring scoring = new DetectionScoring(unit, store, head, clock);
          yield UnitOutcome.detected(
              unit, tested(unit, store, scoring::score), head.curve().points());
        }
      }
    };
  }

  /** An outcome for each dataset that the head is tested on. */
  private static <T> List<T> tested(
      HeadUnit unit, SampleStore store, BiFunction<String, List<StoredSample>, T> score) {
    List<T> outcomes = new ArrayList<>();
    for (String dataset : unit.task().tests()) {
      List<StoredSample> test =
          store.where(s -> s.split().equals("test") && s.dataset().equals(dataset));
      if (test.isEmpty()) {
        throw new IllegalStateException(
            "dataset %s has no test rows with a %s (evaluate.transfer)"
                .formatted(dataset, unit.protocol().truth().column()));
      }
      outcomes.add(score.apply(Transfer.title(unit.dataset(), dataset), test));
    }
    return outcomes;
  }

  private EncoderStart start(HeadUnit unit) {
    Broadcast<EncoderModel> encoder = encoders.get(unit.fingerprint());
    if (encoder == null) {
      throw new IllegalStateException("No encoder was sent for " + unit.encoder());
    }
    return new EncoderStart(encoder.value(), TaskCards.of(compute));
  }

  /** The draws do not depend on the encoder, so that encoders are compared on the same batches. */
  private HeadSettings settings(HeadUnit unit) {
    HeadTask task = unit.task();
    HeadRecipe recipe = task.recipe();
    long draws =
        Draws.hash(
            seed,
            Draws.key("head"),
            unit.trial(),
            Draws.key(task.dataset()),
            Draws.key(task.protocol().title()));
    boolean masks = task.protocol().truth() == Truth.MASK;
    return new HeadSettings(
        recipe.inputSize(),
        task.crops(),
        recipe.learningRate(),
        recipe.encoderLearningRate(),
        recipe.clipNorm(),
        new TrainingLength(
            recipe.steps(), recipe.batch(), recipe.validateEvery(), recipe.patience()),
        draws,
        masks
            ? Stream.concat(Stream.of("background"), task.classes().stream()).toList()
            : task.classes(),
        task.protocol().isFrozen());
  }
}
