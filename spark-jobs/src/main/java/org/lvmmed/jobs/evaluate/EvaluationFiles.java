package org.lvmmed.jobs.evaluate;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.util.List;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.io.TypedJson;
import org.lvmmed.jobs.io.WorkFiles;

/** What an evaluation comes to, in its files. */
public record EvaluationFiles(WorkFiles work) {

  private static final String RESULTS = "evaluation/results.json";
  private static final String SUMMARY = "evaluation/summary.json";
  private static final String FAILURES = "evaluation/failures.json";

  void write(List<ResultRow> results, List<Verdict> verdicts, List<UnitFailure> failures)
      throws IOException {
    TypedJson.write(work, RESULTS, results);
    TypedJson.write(work, SUMMARY, verdicts);
    TypedJson.write(work, FAILURES, failures);
  }

  /** A row for each metric; none before the first evaluation, as for the others. */
  public List<ResultRow> results() throws IOException {
    return TypedJson.read(work, RESULTS, new TypeReference<List<ResultRow>>() {}).orElse(List.of());
  }

  /** Encoders against each other. */
  public List<Verdict> verdicts() throws IOException {
    return TypedJson.read(work, SUMMARY, new TypeReference<List<Verdict>>() {}).orElse(List.of());
  }

  /** What could not be done. */
  public List<UnitFailure> failures() throws IOException {
    return TypedJson.read(work, FAILURES, new TypeReference<List<UnitFailure>>() {})
        .orElse(List.of());
  }
}
