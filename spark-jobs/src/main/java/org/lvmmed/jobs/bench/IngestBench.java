package org.lvmmed.jobs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.ingest.IngestJob;
import org.lvmmed.jobs.ingest.IngestResult;
import org.lvmmed.jobs.ingest.IngestSettings;
import org.lvmmed.jobs.io.WorkFiles;

/**
 * How fast files become a corpus, on one core and on several, and whether memory grows with their
 * number: a tenth of the files is ingested first, which warms up, too.
 */
public final class IngestBench {
  private static final int SHARE = 10;

  private final WorkFiles work;
  private final Kind kind;
  private final int files;
  private final List<Integer> cores;
  private final BiFunction<String, String, IngestSettings> settings;
  private final Consumer<String> lines;

  /**
   * @param settings of an ingest from a corpus into a work folder
   * @param lines gets what was measured
   */
  public IngestBench(
      WorkFiles work,
      Kind kind,
      int files,
      List<Integer> cores,
      BiFunction<String, String, IngestSettings> settings,
      Consumer<String> lines) {
    this.work = work;
    this.kind = kind;
    this.files = files;
    this.cores = List.copyOf(cores);
    this.settings = settings;
    this.lines = lines;
  }

  /** What is ingested. */
  public enum Kind {
    /** Small pictures of every family of formats in turn. */
    MIXED,
    /** Slices of CT of 512 × 512 pixels and 16 bits, in DICOM. */
    CT
  }

  /** One run. */
  record Measured(int cores, long images, double seconds, double processor, long megabytes) {
    double perCore() {
      return images / seconds / cores;
    }
  }

  /** Measures, and ends with images a second and core over all runs. */
  public void run() throws IOException {
    String few = generated(Math.max(1, files / SHARE));
    String all = generated(files);
    List<Measured> measured = new ArrayList<>();
    for (int count : cores) {
      measure(few, count);
      Measured tenth = measure(few, count);
      say("a tenth of the files", tenth);
      Measured run = measure(all, count);
      say(files + " files", run);
      sayFurther(tenth, run);
      measured.add(run);
    }
    double images = measured.stream().mapToDouble(Measured::images).sum();
    double seconds = measured.stream().mapToDouble(m -> m.seconds() * m.cores()).sum();
    lines.accept("%.0f images/s/core".formatted(images / seconds));
  }

  private String generated(int count) throws IOException {
    GeneratedFiles generated = new GeneratedFiles(work);
    return kind == Kind.CT ? generated.ct(count) : generated.mixed(count);
  }

  private void say(String what, Measured m) {
    lines.accept(
        String.format(
            Locale.ROOT,
            "%s on %d %s: %d images in %.1f s, %.0f a second and core, %.0f a second of processor"
                + " time, heap in use after collections at most %d MB",
            what,
            m.cores(),
            m.cores() == 1 ? "core" : "cores",
            m.images(),
            m.seconds(),
            m.perCore(),
            m.images() / m.processor(),
            m.megabytes()));
  }

  /** What an image costs once a job's start and end, the same for any number, are paid. */
  private void sayFurther(Measured tenth, Measured all) {
    double images = all.images() - tenth.images();
    double seconds = all.seconds() - tenth.seconds();
    double processor = all.processor() - tenth.processor();
    if (images > 0 && seconds > 0 && processor > 0) {
      lines.accept(
          String.format(
              Locale.ROOT,
              "the difference of both, %.0f images: %.0f a second and core, %.0f a second of"
                  + " processor time",
              images,
              images / seconds / all.cores(),
              images / processor));
    }
  }

  private Measured measure(String corpus, int count) throws IOException {
    work.delete("run");
    SparkSession spark = session(count);
    try (PeakMemory memory = new PeakMemory()) {
      double before = ProcessorTime.seconds();
      IngestResult result = new IngestJob(spark, settings.apply(corpus, work.uri("run"))).run();
      double processor = ProcessorTime.seconds() - before;
      return new Measured(count, result.rows(), result.seconds(), processor, memory.megabytes());
    } finally {
      spark.stop();
      work.delete("run");
    }
  }

  private static SparkSession session(int count) {
    return SparkSession.builder()
        .appName("lvm-med bench ingest")
        .master("local[" + count + "]")
        .getOrCreate();
  }
}
