package org.lvmmed.jobs.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.jobs.report.ReportSettings;
import org.lvmmed.jobs.similarity.SimilaritySettings;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.matching.EstimatorSettings;
import org.lvmmed.model.matching.NoiseKind;
import org.lvmmed.model.objective.AffinitySettings;
import org.lvmmed.model.objective.GraphMatchingSettings;
import org.lvmmed.model.objective.MessagePassingKind;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.ProjectorSettings;
import org.lvmmed.model.view.ViewSettings;

/**
 * Each section of a recipe to its record. Reading comes first, so that every problem of every
 * section is known; the records, whose constructors check what no single key can say, are built
 * afterwards.
 */
final class Sections {

  private static final int MANY = 1_000_000;

  private final ConfigReader reader;

  Sections(ConfigReader reader) {
    this.reader = reader;
  }

  Supplier<EncoderSettings> encoder() {
    var architecture = reader.choice("encoder.architecture", EncoderSettings.Architecture.class);
    int size = reader.integer("encoder.input-size", 32, 1024);
    int stride = reader.integer("encoder.output-stride", 8, 32);
    return () -> new EncoderSettings(architecture, size, stride);
  }

  Supplier<ViewSettings> views() {
    int size = reader.integer("encoder.input-size", 32, 1024);
    double[] crop = numbers("view.crop.", 100, "min-scale", "max-scale", "min-ratio", "max-ratio");
    double[] jitter =
        numbers("view.jitter.", 10, "brightness", "contrast", "saturation", "hue", "probability");
    double[] blur = numbers("view.blur.", 100, "probability", "min-sigma", "max-sigma");
    double flip = reader.number("view.flip", 0, 1);
    double grayscale = reader.number("view.grayscale", 0, 1);
    return () ->
        new ViewSettings(
            size,
            new ViewSettings.Crop(crop[0], crop[1], crop[2], crop[3]),
            flip,
            new ViewSettings.Jitter(jitter[0], jitter[1], jitter[2], jitter[3], jitter[4]),
            grayscale,
            new ViewSettings.Blur(blur[0], blur[1], blur[2]));
  }

  private double[] numbers(String section, double max, String... keys) {
    double[] values = new double[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = reader.number(section + keys[i], 0, max);
    }
    return values;
  }

  Supplier<SimilaritySettings> similarity() {
    int neighbours = reader.integer("similarity.neighbours", 1, 1000);
    int candidates = reader.integer("similarity.candidates", 1, 10_000);
    double globalWeight = reader.number("similarity.global-weight", 0, 1);
    boolean sameSeries = reader.flag("similarity.exclude-same-series");
    boolean duplicates = reader.flag("similarity.exclude-duplicates");
    int block = reader.integer("similarity.block-images", 1, MANY);
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

  Supplier<ObjectiveSettings> objective() {
    var kind = reader.choice("objective.kind", ObjectiveSettings.Kind.class);
    double temperature = reader.number("objective.temperature", 1e-3, 100);
    Supplier<ProjectorSettings> projector = projector();
    Supplier<GraphMatchingSettings> matching = matching();
    Supplier<EstimatorSettings> estimator = estimator();
    return () ->
        new ObjectiveSettings(kind, projector.get(), matching.get(), estimator.get(), temperature);
  }

  private Supplier<ProjectorSettings> projector() {
    var kind = reader.choice("projector.kind", ProjectorSettings.Kind.class);
    var norm = reader.choice("projector.norm", ProjectorSettings.Norm.class);
    int width = reader.integer("projector.width", 1, 65_536);
    int hidden = reader.integer("projector.hidden", 1, 65_536);
    return () -> new ProjectorSettings(kind, norm, width, hidden);
  }

  private Supplier<GraphMatchingSettings> matching() {
    Supplier<AffinitySettings> affinities = affinities();
    int graphSize = reader.integer("objective.graph-size", 2, 4096);
    int neighbours = reader.integer("objective.neighbours", 1, 4095);
    var passing = reader.choice("objective.message-passing", MessagePassingKind.class);
    double scale = reader.number("objective.gradient-scale", 0, 1e9);
    return () -> new GraphMatchingSettings(affinities.get(), graphSize, neighbours, passing, scale);
  }

  private Supplier<AffinitySettings> affinities() {
    double alpha = reader.number("objective.alpha", 0, 1);
    double beta = reader.number("objective.beta", 0, 10);
    double gamma = reader.number("objective.gamma", 0, 1);
    double weight = reader.number("objective.edge-weight", 0, 100);
    var scale = reader.choice("objective.edge-scale", AffinitySettings.EdgeScale.class);
    return () -> new AffinitySettings(alpha, beta, gamma, weight, scale);
  }

  /** One solver thread: a task computes on one core, and other tasks on the others. */
  private Supplier<EstimatorSettings> estimator() {
    var kind = reader.choice("objective.noise.kind", NoiseKind.class);
    double vertex = reader.number("objective.noise.vertex", 0, 100);
    double edge = reader.number("objective.noise.edge", 0, 100);
    double lambda = reader.number("objective.lambda", 0, 1e9);
    boolean adaptive = reader.flag("objective.lambda-adaptive");
    double changes = reader.number("objective.lambda-changes", 0, 4096);
    int samples = reader.integer("objective.samples", 1, 1000);
    double omega = reader.number("objective.omega", 0, 1);
    int starts = reader.integer("objective.starts", 1, 1000);
    return () ->
        new EstimatorSettings(
            kind, vertex, edge, lambda, adaptive, changes, samples, omega, starts, 1);
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
    var images = reader.choice("report.images", ReportSettings.Images.class);
    int samples = reader.integer("report.samples", 0, 1000);
    int queries = reader.integer("report.queries", 0, 1000);
    int matchings = reader.integer("report.matchings", 0, 1000);
    return () -> new ReportSettings(images, samples, queries, matchings);
  }
}
