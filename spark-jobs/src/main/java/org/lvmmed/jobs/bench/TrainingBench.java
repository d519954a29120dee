package org.lvmmed.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.objective.Objective;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.Progress;
import org.lvmmed.model.pretrain.LocalTrainer;
import org.lvmmed.model.pretrain.StepReport;
import org.lvmmed.model.pretrain.TrainingBatch;
import org.lvmmed.model.pretrain.ViewDrawer;
import org.lvmmed.model.view.Draws;
import org.lvmmed.model.view.ViewKey;
import org.lvmmed.model.view.ViewSettings;

/**
 * The cost of a training step on one machine: views, encoder, objective, update. The images are
 * soft random blobs, decoded beforehand.
 */
public final class TrainingBench {

  private static final long SEED = 1;
  private static final double RATE = 1e-3;
  private static final int BLOBS = 5;

  private final Compute compute;
  private final EncoderSettings encoder;
  private final ObjectiveSettings objective;
  private final ViewDrawer drawer;
  private final int pairs;
  private final Consumer<String> lines;

  /**
   * @param batch images that the encoder sees in a step, two views of half as many
   * @param lines gets what was measured
   */
  public TrainingBench(
      Compute compute,
      EncoderSettings encoder,
      ObjectiveSettings objective,
      ViewSettings views,
      int batch,
      Consumer<String> lines) {
    this.compute = compute;
    this.encoder = encoder;
    this.objective = objective;
    this.drawer = new ViewDrawer(views, Preprocess.standard(encoder.inputSize()), encoder);
    this.pairs = batch / 2;
    this.lines = lines;
  }

  /**
   * What was measured.
   *
   * @param cpu seconds of processor time of a step
   * @param wall seconds of a step
   * @param before memory after the warm-up
   * @param after memory at the end
   * @param peak most memory of the process, MB
   */
  public record Measured(double cpu, double wall, MemoryUse before, MemoryUse after, long peak) {}

  /** Times steps after others that warm up. */
  public Measured run(int warmUp, int steps) {
    List<Raster> images = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      images.add(blobs(i));
    }
    lines.accept(compute.check().message());
    Objective loss = objective.create(encoder.architecture().features());
    ResidentPeak peak = ResidentPeak.fromNow();
    try (LocalTrainer trainer = new LocalTrainer(compute, encoder, loss)) {
      trainer.load(LocalTrainer.initial(encoder, loss, SEED));
      for (int step = 0; step < warmUp; step++) {
        trainer.step(batch(images, step), RATE, Progress.START);
      }
      MemoryUse before = MemoryUse.now();
      double processor = ProcessorTime.seconds();
      long from = System.nanoTime();
      List<String> parts = steps(images, warmUp, steps, trainer);
      double cpu = (ProcessorTime.seconds() - processor) / steps;
      double wall = (System.nanoTime() - from) / 1e9 / steps;
      Measured measured = new Measured(cpu, wall, before, MemoryUse.now(), peak.megabytes());
      lines.accept(before.to(measured.after()));
      parts.forEach(lines);
      lines.accept(line("peak memory of the process %d MB", measured.peak()));
      lines.accept(line("cpu %.2f s per step, wall %.2f s", cpu, wall));
      return measured;
    }
  }

  private List<String> steps(List<Raster> images, int first, int steps, LocalTrainer trainer) {
    long from = System.nanoTime();
    double views = 0;
    List<StepReport> reports = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      long begin = System.nanoTime();
      TrainingBatch batch = batch(images, first + step);
      views += (System.nanoTime() - begin) / 1e9;
      reports.add(trainer.step(batch, RATE, Progress.START));
    }
    return parts(reports, views / steps, (System.nanoTime() - from) / 1e9 / steps);
  }

  private List<String> parts(List<StepReport> reports, double views, double wall) {
    List<String> parts = new ArrayList<>();
    int n = reports.size();
    double all = reports.stream().mapToDouble(StepReport::objectiveSeconds).sum() / n;
    String phases = Phases.means(reports.stream().map(r -> r.objective().phases()).toList());
    parts.add(line("views %.3f s (%.1f %% of the step)", views, 100 * views / wall));
    parts.add(
        line("objective %.3f s (%.1f %% of the step)", all, 100 * all / wall)
            + (phases.isEmpty() ? "" : ": " + phases));
    parts.add(line("encoder and update %.3f s", wall - views - all));
    parts.add(
        line(
            "%.1f images a second, %.1f where views are drawn meanwhile",
            pairs / wall, pairs / (wall - views)));
    return parts;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private TrainingBatch batch(List<Raster> images, int step) {
    List<int[]> graphs = Batches.graphs(pairs, objective.imagesPerGraph().orElse(pairs));
    long[] seeds = new long[graphs.size()];
    for (int g = 0; g < seeds.length; g++) {
      seeds[g] = Draws.hash(SEED, step, g);
    }
    return drawer.batch(
        images.size(),
        images::get,
        (image, view) -> new ViewKey(SEED, step, image, view),
        graphs,
        List.of(),
        seeds);
  }

  private Raster blobs(int image) {
    Draws draws = Draws.of(SEED, image);
    int side = encoder.inputSize() * 3 / 2;
    float[] plane = new float[side * side];
    for (int blob = 0; blob < BLOBS; blob++) {
      double x = draws.uniform(0, side);
      double y = draws.uniform(0, side);
      double width = draws.uniform(0.05, 0.3) * side;
      double level = draws.uniform(0.2, 0.8);
      for (int p = 0; p < plane.length; p++) {
        double distance = Math.hypot(p % side - x, (double) (p / side) - y) / width;
        plane[p] = (float) Math.min(1, plane[p] + level * Math.exp(-distance * distance));
      }
    }
    return Raster.of(plane, side, side);
  }
}
