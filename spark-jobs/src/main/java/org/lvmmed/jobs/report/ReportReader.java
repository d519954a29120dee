package org.lvmmed.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.lvmmed.jobs.ingest.IngestResult;
import org.lvmmed.jobs.io.CorpusTable;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.Provenance;
import org.lvmmed.jobs.io.WorkFiles;

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

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkSession spark;
  private final WorkFiles work;
  private final ReportSettings settings;

  ReportReader(SparkSession spark, WorkFiles work, ReportSettings settings) {
    this.spark = spark;
    this.work = work;
    this.settings = settings;
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
    List<Matching> matchings = matchings();
    Downstream downstream = new DownstreamReader(work).read();
    return new ReportData(
        settings.images(),
        summary,
        neighbours,
        training(),
        matchings,
        embedding(),
        results(),
        downstream,
        origins(),
        thumbnails(corpus, summary, neighbours, matchings),
        pictures(corpus, downstream));
  }

  private CorpusSummary summary(CorpusReader corpus) throws IOException {
    Map<String, Long> rejected =
        hasParquet("corpus/quarantine")
            ? CorpusReader.rejected(parquet("corpus/quarantine"))
            : Map.of();
    return new CorpusSummary(
        corpus.datasets(settings.samples()),
        rejected,
        json("corpus/statistics.json", new TypeReference<IngestResult>() {}));
  }

  private Thumbnails thumbnails(
      Optional<CorpusReader> corpus,
      Optional<CorpusSummary> summary,
      List<ReportData.Neighbours> neighbours,
      List<Matching> matchings) {
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
    List<JsonNode> rounds = new ArrayList<>();
    if (work.exists("pretrain/metrics.jsonl")) {
      for (String line : work.readText("pretrain/metrics.jsonl").lines().toList()) {
        rounds.add(parse("pretrain/metrics.jsonl", line, new TypeReference<JsonNode>() {}));
      }
    }
    Map<String, String> run = new LinkedHashMap<>();
    json("pretrain/config.json", new TypeReference<JsonNode>() {})
        .ifPresent(config -> flatten("", config, run));
    return new Training(rounds, run);
  }

  private static void flatten(String key, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.fields().forEachRemaining(e -> flatten(prefix + e.getKey(), e.getValue(), into));
    } else {
      into.put(key, node.isTextual() ? node.asText() : node.toString());
    }
  }

  /** The first matching that was kept, and the latest ones. */
  private List<Matching> matchings() throws IOException {
    List<Matching> all =
        json("pretrain/matchings.json", new TypeReference<List<Matching>>() {}).orElse(List.of());
    int shown = Math.min(settings.matchings(), all.size());
    if (shown == 0) {
      return List.of();
    }
    List<Matching> matchings = new ArrayList<>(all.subList(0, 1));
    matchings.addAll(all.subList(all.size() - shown + 1, all.size()));
    return matchings;
  }

  private List<ReportData.EmbeddedImage> embedding() throws IOException {
    List<ReportData.EmbeddedImage> points = new ArrayList<>();
    Optional<List<JsonNode>> nodes =
        json("evaluation/embedding.json", new TypeReference<List<JsonNode>>() {});
    for (JsonNode p : nodes.orElse(List.of())) {
      points.add(
          new ReportData.EmbeddedImage(
              p.path("x").asDouble(),
              p.path("y").asDouble(),
              p.path("dataset").asText(),
              p.path("label").asText(""),
              p.path("encoder").asText(Results.PRETRAINED)));
    }
    return points.subList(0, Math.min(points.size(), MOST_POINTS));
  }

  private Results results() throws IOException {
    return new Results(
        json("evaluation/results.json", new TypeReference<List<Results.Row>>() {})
            .orElse(List.of()));
  }

  private Map<String, Provenance> origins() throws IOException {
    Map<String, Provenance> origins = new LinkedHashMap<>();
    for (String step : STEPS) {
      Provenance.read(work, step).ifPresent(origin -> origins.put(step, origin));
    }
    return origins;
  }

  private <T> Optional<T> json(String name, TypeReference<T> type) throws IOException {
    return work.exists(name)
        ? Optional.of(parse(name, work.readText(name), type))
        : Optional.empty();
  }

  private static <T> T parse(String name, String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "Invalid "
              + name
              + ": "
              + e.getOriginalMessage()
              + " (line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + "); run the step that writes it again",
          e);
    }
  }

  private boolean hasParquet(String folder) throws IOException {
    return work.list(folder).stream().anyMatch(name -> name.endsWith(".parquet"));
  }

  private Dataset<Row> parquet(String folder) {
    return spark.read().option("pathGlobFilter", "*.parquet").parquet(work.uri(folder));
  }
}
