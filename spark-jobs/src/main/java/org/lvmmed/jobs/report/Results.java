package org.lvmmed.jobs.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/** What came out: the rows of {@code evaluation/results.json}, and how they compare. */
record Results(List<Row> rows) {
  static final String PRETRAINED = "pretrained";
  static final String RANDOM = "random";

  /** The metric that each protocol is summed up by. */
  private static final Map<String, String> MAIN =
      Arrays.stream(Protocol.values())
          .collect(Collectors.toUnmodifiableMap(Protocol::title, Protocol::mainMetric));

  /** One metric of one encoder on one dataset, in fractions of 1. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Row(
      String dataset,
      String protocol,
      String encoder,
      String metric,
      double mean,
      double std,
      int trials,
      List<Double> ci95,
      @JsonProperty("n_test") int tested) {}

  /** What several encoders are compared in. */
  record Contest(String dataset, String protocol, String metric) {}

  /** Random initialisation first, ours last, others by name between them. */
  List<String> encoders() {
    return rows.stream()
        .map(Row::encoder)
        .distinct()
        .sorted(Comparator.comparingInt(Results::rank).thenComparing(e -> e))
        .toList();
  }

  private static int rank(String encoder) {
    return encoder.equals(RANDOM) ? 0 : encoder.equals(PRETRAINED) ? 2 : 1;
  }

  /** Every contest with its rows by encoder, protocol by protocol. */
  Map<Contest, Map<String, Row>> contests(Predicate<Row> wanted) {
    Map<Contest, Map<String, Row>> contests = new LinkedHashMap<>();
    rows.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Row::protocol).thenComparing(Row::dataset))
        .forEach(
            row ->
                contests
                    .computeIfAbsent(
                        new Contest(row.dataset(), row.protocol(), row.metric()),
                        c -> new LinkedHashMap<>())
                    .put(row.encoder(), row));
    return contests;
  }

  List<String> protocols() {
    return List.copyOf(new TreeSet<>(rows.stream().map(Row::protocol).toList()));
  }

  static boolean isMain(Row row) {
    return row.metric().equals(MAIN.get(row.protocol()));
  }

  /** Whether a metric is a fraction of 1; Hausdorff distances are not. */
  static boolean isShare(Row row) {
    return !row.metric().equals("hd95");
  }

  static String mainMetric(String protocol) {
    return MAIN.getOrDefault(protocol, "");
  }

  /** An encoder's main metric, meaned over the datasets on which every encoder was measured. */
  Optional<Double> mean(String protocol, String encoder) {
    List<Map<String, Row>> shared = shared(protocol);
    return shared.isEmpty() || !shared.get(0).containsKey(encoder)
        ? Optional.empty()
        : Optional.of(
            shared.stream().mapToDouble(c -> mean(c, encoder)).average().orElse(Double.NaN));
  }

  private static double mean(Map<String, Row> contest, String encoder) {
    Row row = contest.get(encoder);
    return row == null ? Double.NaN : row.mean();
  }

  /** The contests of a protocol's main metric in which every encoder took part. */
  List<Map<String, Row>> shared(String protocol) {
    int all =
        (int)
            rows.stream()
                .filter(r -> r.protocol().equals(protocol))
                .map(Row::encoder)
                .distinct()
                .count();
    return contests(row -> row.protocol().equals(protocol) && isMain(row)).values().stream()
        .filter(contest -> contest.size() == all)
        .toList();
  }

  /** Ours less random initialisation, in points of percent. */
  static Optional<Double> gain(Map<String, Row> contest) {
    Row ours = contest.get(PRETRAINED);
    Row random = contest.get(RANDOM);
    return ours == null || random == null
        ? Optional.empty()
        : Optional.of(100 * (ours.mean() - random.mean()));
  }
}
