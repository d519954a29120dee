package org.lvmmed.jobs.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.jobs.report.ReportSettings;
import org.lvmmed.jobs.similarity.SimilaritySettings;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Engines;
import org.lvmmed.model.network.Precision;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.Objectives;
import org.lvmmed.model.view.ViewSettings;

/**
 * Each section of a recipe to its record. Reading comes first, so that every problem of every
 * section is known; the records are built afterwards. A range is stated in the record where that
 * checks its values, and here where it does not.
 */
final class Sections {

  private static final int MANY = 1_000_000;

  private final ConfigReader reader;

  Sections(ConfigReader reader) {
    this.reader = reader;
  }

  Supplier<EncoderSettings> encoder() {
    var architecture = reader.choice("encoder.architecture", EncoderSettings.Architecture.class);
    int size = reader.integer("encoder.input-size");
    int stride = reader.integer("encoder.output-stride");
    return () -> new EncoderSettings(architecture, size, stride);
  }

  Supplier<Compute> compute() {
    String engine = reader.oneOf("encoder.engine", Engines.names());
    var device = reader.choice("encoder.device", Compute.Device.class);
    var precision = reader.choice("encoder.precision", Precision.class);
    return () -> new Compute(engine, device, precision);
  }

  Supplier<ViewSettings> views() {
    int size = reader.integer("encoder.input-size");
    var crop = reader.record("view.crop", ViewSettings.Crop.class);
    var jitter = reader.record("view.jitter", ViewSettings.Jitter.class);
    var blur = reader.record("view.blur", ViewSettings.Blur.class);
    double flip = reader.number("view.flip");
    double grayscale = reader.number("view.grayscale");
    return () -> new ViewSettings(size, crop.get(), flip, jitter.get(), grayscale, blur.get());
  }

  Supplier<SimilaritySettings> similarity() {
    int neighbours = reader.integer("similarity.neighbours");
    int candidates = reader.integer("similarity.candidates");
    double globalWeight = reader.number("similarity.global-weight");
    boolean sameSeries = reader.flag("similarity.exclude-same-series");
    boolean duplicates = reader.flag("similarity.exclude-duplicates");
    int block = reader.integer("similarity.block-images");
    String encoder = reader.text("similarity.encoder");
    return () ->
        new SimilaritySettings(
            neighbours,
            candidates,
            globalWeight,
            sameSeries,
            duplicates,
            block,
            encoder.equals("none") ? null : encoder);
  }

  /** Of the sections of objectives only the chosen one is read. */
  Supplier<? extends ObjectiveSettings> objective() {
    String kind = reader.oneOf("objective.kind", Objectives.names());
    reader.only("objective", kind, Objectives.names());
    return reader.section("objective." + kind, Objectives.named(kind).settings());
  }

  Supplier<PretrainSettings> pretrain() {
    int workers = reader.integer("pretrain.workers", 1, 100_000);
    int batch = reader.integer("pretrain.batch-per-worker", 2, MANY);
    int period = reader.integer("pretrain.averaging-period", 1, MANY);
    double momentum = reader.number("pretrain.outer.momentum", 0, 0.999);
    double outerRate = reader.number("pretrain.outer.rate", 1e-3, 10);
    int epochs = reader.integer("pretrain.epochs", 1, MANY);
    double rate = reader.number("pretrain.learning-rate", 1e-12, 10);
    var schedule = reader.choice("pretrain.schedule", PretrainSettings.Schedule.class);
    double warmup = reader.number("pretrain.warmup", 0, 1);
    double share = reader.number("pretrain.prior-share", 0, 0.99);
    int slices = reader.integer("pretrain.slices-per-series", 0, MANY);
    double minority = reader.number("pretrain.minority-share", 0, 1);
    int store = reader.integer("pretrain.store-size", 32, 4096);
    long cache = reader.bytes("pretrain.cache-size", 1 << 20, Long.MAX_VALUE);
    long disk = reader.bytes("pretrain.disk-cache-size", 0, Long.MAX_VALUE);
    int every = reader.integer("pretrain.checkpoint-every", 1, MANY);
    int keep = reader.integer("pretrain.keep-checkpoints", 1, 1000);
    int probeEvery = reader.integer("pretrain.probe-every", 0, MANY);
    int probeImages = reader.integer("pretrain.probe-images", 1, MANY);
    double collapse = reader.number("pretrain.collapse-std", 0, 1);
    return () ->
        new PretrainSettings(
            workers,
            batch,
            period,
            new PretrainSettings.Outer(momentum, outerRate),
            epochs,
            rate,
            schedule,
            warmup,
            share,
            slices,
            minority,
            store,
            cache,
            disk,
            every,
            keep,
            probeEvery,
            probeImages,
            collapse);
  }

  /** None where the URI is {@code none}. */
  Supplier<Optional<MlflowSettings>> mlflow() {
    String uri = reader.text("pretrain.mlflow.uri");
    String experiment = reader.text("pretrain.mlflow.experiment");
    if (!uri.equals("none") && !uri.matches("https?://.+")) {
      reader.problem("pretrain.mlflow.uri", "'" + uri + "' is not none, http://… or https://…");
    }
    return () ->
        uri.equals("none") ? Optional.empty() : Optional.of(new MlflowSettings(uri, experiment));
  }

  Supplier<ReportSettings> report() {
    return reader.record("report", ReportSettings.class);
  }
}
