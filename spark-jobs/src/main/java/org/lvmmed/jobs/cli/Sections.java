package org.lvmmed.jobs.cli;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.pretrain.settings.InitialSettings;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.jobs.report.ReportSettings;
import org.lvmmed.jobs.similarity.SimilaritySettings;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Engines;
import org.lvmmed.model.network.HeadGraph;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.Precision;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.Objectives;
import org.lvmmed.model.view.ViewSettings;

/**
 * Each section of a recipe to its record. Reading comes first, so that every problem of every
 * section is known; the records are built afterwards. They state which values are allowed.
 */
final class Sections {

  private final ConfigReader reader;

  Sections(ConfigReader reader) {
    this.reader = reader;
  }

  Supplier<EncoderSettings> encoder() {
    return reader.record("encoder", EncoderSettings.class);
  }

  Supplier<InitialSettings> initial() {
    String uri = reader.text("encoder.initial");
    var normalisation = reader.choice("encoder.normalisation", InitialSettings.Normalisation.class);
    return reader.checked(
        "encoder", () -> new InitialSettings(uri.equals("none") ? null : uri, normalisation));
  }

  Supplier<Compute> compute() {
    String engine = reader.oneOf("encoder.engine", Engines.names());
    var device = reader.choice("encoder.device", Compute.Device.class);
    var precision = reader.choice("encoder.precision", Precision.class);
    return reader.checked("encoder", () -> new Compute(engine, device, precision));
  }

  /** Not every engine has the parts of every network. */
  void requireBuildable(Supplier<Compute> compute, Supplier<EncoderSettings> encoder) {
    reader.checked(
        "encoder",
        () -> {
          compute.get().requireAbleTo(EncoderGraph.of(encoder.get()));
          return encoder;
        });
  }

  /** Nor those of every objective's head. */
  void requireTrainable(
      Supplier<Compute> compute,
      Supplier<EncoderSettings> encoder,
      Supplier<? extends ObjectiveSettings> objective) {
    reader.checked(
        "objective.kind",
        () -> {
          int channels = encoder.get().architecture().features();
          HeadGraph head = objective.get().create(channels).head(NetworkGraph.INPUT);
          compute.get().requireAbleTo(NetworkGraph.of(channels, head));
          return objective;
        });
  }

  /** Small crops must be of a size that the encoder takes, and the engine must take two sizes. */
  void requireSmallCrops(
      Supplier<Compute> compute, Supplier<EncoderSettings> encoder, Supplier<ViewSettings> views) {
    reader.checked(
        "view.small",
        () -> {
          ViewSettings.Small small = views.get().small();
          if (small.count() > 0) {
            compute.get().requireSeveralSizes();
            requireSize(encoder.get(), small.size());
          }
          return views;
        });
  }

  /** Where each worker keeps its images, they are shuffled among those. */
  void requireFullShuffle(
      Supplier<? extends ObjectiveSettings> objective, Supplier<PretrainSettings> pretrain) {
    reader.checked(
        "pretrain.shuffle-window",
        () -> {
          int window = pretrain.get().shuffleWindow();
          if (window > 0 && objective.get().keepsImages()) {
            throw new IllegalArgumentException(
                "Invalid pretrain.shuffle-window: %d (0 with objective.kind = %s, whose workers keep their images)"
                    .formatted(window, objective.get().kind()));
          }
          return pretrain;
        });
  }

  private static void requireSize(EncoderSettings encoder, int size) {
    int step = encoder.architecture().family().extentStep(encoder);
    if (size > encoder.inputSize() || size % step != 0) {
      throw new IllegalArgumentException(
          "Invalid view.small.size: %d (at most encoder.input-size, %d%s)"
              .formatted(
                  size,
                  encoder.inputSize(),
                  step == 1 ? "" : ", and a multiple of the patch size " + step));
    }
  }

  Supplier<ViewSettings> views() {
    int size = reader.integer("encoder.input-size");
    return reader.record("view", ViewSettings.class, Map.of("size", () -> size));
  }

  Supplier<SimilaritySettings> similarity() {
    String encoder = reader.text("similarity.encoder");
    return reader.record(
        "similarity",
        SimilaritySettings.class,
        Map.of("encoder", () -> encoder.equals("none") ? null : encoder));
  }

  /** Of the sections of objectives only the chosen one is read. */
  Supplier<? extends ObjectiveSettings> objective() {
    String kind = reader.oneOf("objective.kind", Objectives.names());
    reader.only("objective", kind, Objectives.names());
    return reader.section("objective." + kind, Objectives.named(kind).settings());
  }

  Supplier<PretrainSettings> pretrain() {
    return reader.record("pretrain", PretrainSettings.class);
  }

  /** None where the URI is {@code none}. */
  Supplier<Optional<MlflowSettings>> mlflow() {
    String uri = reader.text("pretrain.mlflow.uri");
    String experiment = reader.text("pretrain.mlflow.experiment");
    return reader.checked(
        "pretrain.mlflow",
        () ->
            uri.equals("none")
                ? Optional.empty()
                : Optional.of(new MlflowSettings(uri, experiment)));
  }

  Supplier<ReportSettings> report() {
    return reader.record("report", ReportSettings.class);
  }
}
