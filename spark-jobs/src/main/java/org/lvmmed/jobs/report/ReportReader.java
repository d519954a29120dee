package org.lvmmed.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lvmmed.jobs.evaluate.EvaluationFiles;
import org.lvmmed.jobs.evaluate.probes.EmbeddedImage;
import org.lvmmed.jobs.evaluate.probes.EmbeddingMap;
import org.lvmmed.jobs.ingest.IngestResult;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.pretrain.RunIdentity;
import org.lvmmed.jobs.pretrain.watch.KeptMatching;
import org.lvmmed.jobs.pretrain.watch.MatchingLog;
import org.lvmmed.jobs.pretrain.watch.MetricsLog;

/** Gathers from a work folder what a page shows. */
final class ReportReader {
  private static final List<String> STEPS =
      List.of("corpus", "similarity", "pretrain", "evaluation");
  private static final int NEAREST = 5;
  private static final int MOST_POINTS = 4000;

  /** Pictures leave this much of a page's 20 MB to everything else. */
  private static final long PICTURE_BUDGET = 12_000_000;

  private static final long LARGE_BUDGET = 3_000_000;
  private static final int SMALL = 96;
  private static final int LARGE = 192;

  private final SparkSession spark;
  private final WorkFiles work;
  private final ReportSettings settings;
  private final Map<String, String> embeddings;

  /**
   * @param embeddings folders that {@code embed} wrote, by the names of their encoders
   */
  ReportReader(
      SparkSession spark, WorkFiles work, ReportSettings settings, Map<String, String> embeddings) {
    this.spark = spark;
    this.work = work;
    this.settings = settings;
    this.embeddings = embeddings;
  }

  ReportData read() throws IOException {
    Optional<CorpusReader> corpus =
        hasParquet("corpus")
            ? Optional.of(new CorpusReader(CorpusTable.read(spark, work)))
            : Optional.empty();
    Optional<CorpusSummary> summary =
        corpus.isPresent() ? Optional.of(summary(corpus.get())) : Optional.empty();
    List<ReportData.Neighbours> neighbours =
        corpus.isPresent() && hasParquet("similarity")
            ? corpus.get().neighbours(parquet("similarity"), settings.queries(), NEAREST)
            : List.of();
    List<KeptMatching> matchings = matchings();
    List<EmbeddedFolder> folders =
        embeddings.entrySet().stream()
            .map(entry -> EmbeddedFolder.of(spark, entry.getKey(), entry.getValue()))
            .toList();
    Map<String, List<ReportData.Neighbours>> byEmbedding = byEmbedding(folders);
    Downstream downstream =
        new DownstreamReader(work, spark.sparkContext().hadoopConfiguration()).read();
    return new ReportData(
        settings.images(),
        summary,
        neighbours,
        byEmbedding,
        training(),
        matchings,
        embedding(folders),
        new Results(new EvaluationFiles(work).results()),
        downstream,
        origins(),
        thumbnails(corpus, summary, all(neighbours, byEmbedding), matchings),
        pictures(corpus, downstream));
  }

  private CorpusSummary summary(CorpusReader corpus) throws IOException {
    Map<String, Long> rejected =
        hasParquet("corpus/quarantine")
            ? CorpusReader.rejected(parquet("corpus/quarantine"))
            : Map.of();
    return new CorpusSummary(
        corpus.datasets(settings.samples()), rejected, IngestResult.read(work));
  }

  private Thumbnails thumbnails(
      Optional<CorpusReader> corpus,
      Optional<CorpusSummary> summary,
      List<ReportData.Neighbours> neighbours,
      List<KeptMatching> matchings) {
    if (settings.images() == ReportSettings.Images.NONE || corpus.isEmpty()) {
      return Thumbnails.NONE;
    }
    Set<String> ids = new TreeSet<>();
    summary.ifPresent(s -> s.datasets().forEach(d -> d.samples().forEach(i -> ids.add(i.image()))));
    for (ReportData.Neighbours query : neighbours) {
      ids.add(query.image());
      query.nearest().forEach(neighbour -> ids.add(neighbour.image()));
    }
    matchings.forEach(matching -> ids.addAll(matching.images()));
    return new Thumbnails(corpus.get().thumbnails(ids, SMALL), PICTURE_BUDGET);
  }

  private Thumbnails pictures(Optional<CorpusReader> corpus, Downstream downstream) {
    List<String> ids = downstream.pictures();
    if (settings.images() == ReportSettings.Images.NONE || corpus.isEmpty() || ids.isEmpty()) {
      return Thumbnails.NONE;
    }
    return new Thumbnails(corpus.get().thumbnails(ids, LARGE), LARGE_BUDGET);
  }

  private Training training() throws IOException {
    Map<String, String> run = RunIdentity.read(work).map(RunIdentity::keys).orElse(Map.of());
    return new Training(MetricsLog.read(work), run);
  }

  /** The first matching that was kept, and the latest ones. */
  private List<KeptMatching> matchings() throws IOException {
    List<KeptMatching> all = MatchingLog.read(work);
    int shown = Math.min(settings.matchings(), all.size());
    if (shown == 0) {
      return List.of();
    }
    List<KeptMatching> matchings = new ArrayList<>(all.subList(0, 1));
    matchings.addAll(all.subList(all.size() - shown + 1, all.size()));
    return matchings;
  }

  private Map<String, List<ReportData.Neighbours>> byEmbedding(List<EmbeddedFolder> folders) {
    Map<String, List<ReportData.Neighbours>> neighbours = new LinkedHashMap<>();
    folders.forEach(
        folder -> neighbours.put(folder.name(), folder.neighbours(settings.queries(), NEAREST)));
    return neighbours;
  }

  private static List<ReportData.Neighbours> all(
      List<ReportData.Neighbours> prior, Map<String, List<ReportData.Neighbours>> byEmbedding) {
    List<ReportData.Neighbours> all = new ArrayList<>(prior);
    byEmbedding.values().forEach(all::addAll);
    return all;
  }

  /** A page has so many points at most, shared out over its maps. */
  private List<EmbeddedImage> embedding(List<EmbeddedFolder> folders) throws IOException {
    int most = MOST_POINTS / (1 + folders.size());
    List<EmbeddedImage> evaluated = EmbeddingMap.read(work);
    List<EmbeddedImage> points =
        new ArrayList<>(evaluated.subList(0, Math.min(evaluated.size(), most)));
    folders.forEach(folder -> points.addAll(folder.map(most)));
    return points;
  }

  private Map<String, Provenance> origins() throws IOException {
    Map<String, Provenance> origins = new LinkedHashMap<>();
    for (String step : STEPS) {
      Provenance.read(work, step).ifPresent(origin -> origins.put(step, origin));
    }
    return origins;
  }

  private boolean hasParquet(String folder) throws IOException {
    return work.list(folder).stream().anyMatch(name -> name.endsWith(".parquet"));
  }

  private Dataset<Row> parquet(String folder) {
    return spark.read().option("pathGlobFilter", "*.parquet").parquet(work.uri(folder));
  }
}
