package org.lvmmed.jobs.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.lvmmed.jobs.evaluate.ResultRow;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings.OwnEncoder;
import org.lvmmed.jobs.evaluate.settings.Protocol;

/** What came out: the rows of {@code evaluation/results.json}, and how they compare. */
record Results(List<ResultRow> rows) {
  static final String PRETRAINED = OwnEncoder.PRETRAINED.title();
  static final String RANDOM = OwnEncoder.RANDOM.title();

  /** What several encoders are compared in. */
  record Contest(String dataset, Protocol protocol, String metric) {}

  /** Random initialisation first, ours last, others by name between them. */
  List<String> encoders() {
    return rows.stream()
        .map(ResultRow::encoder)
        .distinct()
        .sorted(Comparator.comparingInt(Results::rank).thenComparing(e -> e))
        .toList();
  }

  private static int rank(String encoder) {
    return encoder.equals(RANDOM) ? 0 : encoder.equals(PRETRAINED) ? 2 : 1;
  }

  /** Every contest with its rows by encoder, protocol by protocol. */
  Map<Contest, Map<String, ResultRow>> contests(Predicate<ResultRow> wanted) {
    Map<Contest, Map<String, ResultRow>> contests = new LinkedHashMap<>();
    rows.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(ResultRow::protocol).thenComparing(ResultRow::dataset))
        .forEach(
            row ->
                contests
                    .computeIfAbsent(
                        new Contest(row.dataset(), row.protocol(), row.metric()),
                        c -> new LinkedHashMap<>())
                    .put(row.encoder(), row));
    return contests;
  }

  List<Protocol> protocols() {
    return rows.stream().map(ResultRow::protocol).distinct().sorted().toList();
  }

  /** An encoder's main metric, meaned over the datasets on which every encoder was measured. */
  Optional<Double> mean(Protocol protocol, String encoder) {
    List<Map<String, ResultRow>> shared = shared(protocol);
    return shared.isEmpty() || !shared.get(0).containsKey(encoder)
        ? Optional.empty()
        : Optional.of(
            shared.stream().mapToDouble(c -> mean(c, encoder)).average().orElse(Double.NaN));
  }

  private static double mean(Map<String, ResultRow> contest, String encoder) {
    ResultRow row = contest.get(encoder);
    return row == null ? Double.NaN : row.mean();
  }

  /** The contests of a protocol's main metric in which every encoder took part. */
  List<Map<String, ResultRow>> shared(Protocol protocol) {
    int all =
        (int)
            rows.stream()
                .filter(r -> r.protocol() == protocol)
                .map(ResultRow::encoder)
                .distinct()
                .count();
    return contests(row -> row.protocol() == protocol && row.isMain()).values().stream()
        .filter(contest -> contest.size() == all)
        .toList();
  }

  /** Ours less random initialisation, in points of percent. */
  static Optional<Double> gain(Map<String, ResultRow> contest) {
    ResultRow ours = contest.get(PRETRAINED);
    ResultRow random = contest.get(RANDOM);
    return ours == null || random == null
        ? Optional.empty()
        : Optional.of(100 * (ours.mean() - random.mean()));
  }
}
