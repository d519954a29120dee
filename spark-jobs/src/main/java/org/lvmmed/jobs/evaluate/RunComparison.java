package org.lvmmed.jobs.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.io.InputException;

/**
 * Runs beside each other, several of one name being the same training with other seeds: for each
 * protocol its main metric on each dataset and the mean over datasets, in points, with the sample
 * standard deviation over runs.
 */
public final class RunComparison {

  private static final String TRAINED = "pretrained";
  private static final String RANDOM = "random";
  private static final double POINTS = 100;

  private final Map<String, List<List<ResultRow>>> runs = new LinkedHashMap<>();

  /**
   * Adds a run. Its encoder before training counts as a run of the name {@code random}.
   *
   * @param results of its evaluation
   */
  public void add(String name, List<ResultRow> results) {
    add(RANDOM, results, RANDOM);
    add(name, results, TRAINED);
  }

  private void add(String name, List<ResultRow> results, String encoder) {
    List<ResultRow> own =
        results.stream().filter(row -> row.isMain() && row.encoder().equals(encoder)).toList();
    if (!own.isEmpty()) {
      runs.computeIfAbsent(name, n -> new ArrayList<>()).add(own);
    }
  }

  /**
   * A table in Markdown for each protocol.
   *
   * @throws InputException where runs were not evaluated on the same datasets
   */
  public List<String> tables() {
    List<String> tables = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      TreeSet<String> datasets = new TreeSet<>();
      runs.values()
          .forEach(all -> all.forEach(run -> datasets.addAll(values(run, protocol).keySet())));
      if (!datasets.isEmpty()) {
        tables.add(table(protocol, List.copyOf(datasets)));
      }
    }
    return tables;
  }

  private static Map<String, Double> values(List<ResultRow> run, Protocol protocol) {
    Map<String, Double> values = new LinkedHashMap<>();
    run.stream()
        .filter(row -> row.protocol() == protocol)
        .forEach(row -> values.put(row.dataset(), POINTS * row.mean()));
    return values;
  }

  private String table(Protocol protocol, List<String> datasets) {
    StringBuilder table = new StringBuilder();
    table.append("| ").append(protocol.label()).append(" | runs | ");
    table.append(String.join(" | ", datasets)).append(" | mean |\n|---|---|");
    table.append("---|".repeat(datasets.size() + 1));
    runs.forEach((name, all) -> table.append(row(name, all, protocol, datasets)));
    return table.toString();
  }

  private static String row(
      String name, List<List<ResultRow>> all, Protocol protocol, List<String> datasets) {
    List<List<Double>> columns = new ArrayList<>();
    for (int c = 0; c <= datasets.size(); c++) {
      columns.add(new ArrayList<>());
    }
    for (List<ResultRow> run : all) {
      Map<String, Double> values = values(run, protocol);
      requireAll(name, values, protocol, datasets);
      for (int c = 0; c < datasets.size(); c++) {
        columns.get(c).add(values.get(datasets.get(c)));
      }
      columns
          .get(datasets.size())
          .add(values.values().stream().mapToDouble(v -> v).average().orElseThrow());
    }
    StringBuilder row = new StringBuilder("\n| " + name + " | " + all.size() + " |");
    columns.forEach(column -> row.append(' ').append(cell(column)).append(" |"));
    return row.toString();
  }

  private static void requireAll(
      String name, Map<String, Double> values, Protocol protocol, List<String> datasets) {
    if (!values.keySet().containsAll(datasets)) {
      throw new InputException(
          "Cannot compare by %s: a run of %s was evaluated on %s, others on %s (evaluate all of them with the same evaluate.tasks and evaluate.protocols)"
              .formatted(protocol.title(), name, values.keySet(), datasets));
    }
  }

  private static String cell(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    if (values.size() == 1) {
      return String.format(Locale.ROOT, "%.1f", mean);
    }
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return String.format(
        Locale.ROOT, "%.1f ± %.1f", mean, Math.sqrt(squares / (values.size() - 1)));
  }
}
