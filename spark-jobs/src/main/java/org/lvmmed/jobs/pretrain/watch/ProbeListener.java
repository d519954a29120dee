package org.lvmmed.jobs.pretrain.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.lvmmed.jobs.card.TaskCards;
import org.lvmmed.jobs.pretrain.average.SharedVector;
import org.lvmmed.jobs.pretrain.data.ImageStore;
import org.lvmmed.jobs.pretrain.data.StoredImage;
import org.lvmmed.jobs.pretrain.settings.RunSpec;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.State;
import org.lvmmed.model.probe.KnnClassifier;
import org.lvmmed.model.probe.KnnProbe;
import org.lvmmed.model.probe.ProbeImage;

/**
 * k-NN accuracy on the probe set every so many rounds, in a task of its own: {@code knn_accuracy}.
 */
public final class ProbeListener implements RoundListener {

  private static final KnnClassifier CLASSIFIER = new KnnClassifier(20, 0.1);
  private static final int BATCH = 64;

  private final JavaSparkContext spark;
  private final RunSpec spec;
  private final ProbeSet set;

  public ProbeListener(JavaSparkContext spark, RunSpec spec, ProbeSet set) {
    this.spark = spark;
    this.spec = spec;
    this.set = set;
  }

  @Override
  public void roundDone(Round round) {
    int every = spec.pretrain().probeEvery();
    boolean due = every > 0 && (round.number() % every == 0 || round.number() == 1 || round.last());
    if (!due || set.rows().isEmpty()) {
      return;
    }
    spark.setJobDescription("Pretraining: probe after round " + round.number());
    RunSpec run = spec;
    ProbeSet probed = set;
    SharedVector shared = SharedVector.of(spark, round.state().values());
    int iteration = round.state().iteration();
    try {
      double accuracy =
          spark
              .parallelize(List.of(0), 1)
              .map(i -> accuracy(run, probed, new State(shared.values(v -> {}), iteration)))
              .first();
      if (!Double.isNaN(accuracy)) {
        round.metrics().values().put("knn_accuracy", accuracy);
      }
    } finally {
      shared.remove();
    }
  }

  private static double accuracy(RunSpec run, ProbeSet set, State state) throws IOException {
    EncoderModel encoder =
        new EncoderModel(run.encoder(), run.encoderParameters(state), run.preprocess());
    Compute compute = TaskCards.of(run.compute());
    try (Network network = compute.open(encoder.pooledGraph(), encoder.parameters())) {
      return new KnnProbe(images(run, set), CLASSIFIER, run.preprocess().size(), BATCH)
          .accuracy(network);
    }
  }

  private static List<ProbeImage> images(RunSpec run, ProbeSet set) throws IOException {
    List<StoredImage> stored =
        ImageStore.of(run).get(set.rows().stream().map(ProbeSet.Labelled::address).toList());
    List<ProbeImage> images = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      ProbeSet.Labelled row = set.rows().get(i);
      float[] pixels = run.preprocess().apply(stored.get(i).raster());
      images.add(new ProbeImage(row.dataset(), row.label(), row.query(), pixels));
    }
    return images;
  }
}
