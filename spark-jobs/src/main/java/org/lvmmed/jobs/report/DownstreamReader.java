package org.lvmmed.jobs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.lvmmed.jobs.evaluate.EvaluationFiles;
import org.lvmmed.jobs.evaluate.unit.UnitFiles;
import org.lvmmed.jobs.io.ExecutorFiles;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.jobs.io.WorkFiles;
import org.lvmmed.jobs.task.Tasks;

/** Gathers what evaluation left behind beside its results. */
record DownstreamReader(WorkFiles work, Configuration configuration) {

  Downstream read() throws IOException {
    EvaluationFiles evaluation = new EvaluationFiles(work);
    return new Downstream(
        evaluation.verdicts(),
        evaluation.failures(),
        units(new UnitFiles(new ExecutorFiles(work.uri(""), configuration))),
        Tasks.ofClassPath(DownstreamReader.class.getClassLoader()).all());
  }

  /** One file is in memory at a time: a page shows little of it. */
  private static List<Downstream.Unit> units(UnitFiles files) throws IOException {
    List<Downstream.Unit> units = new ArrayList<>();
    for (String name : files.names()) {
      try {
        units.addAll(ShownUnits.of(files.read(name)));
      } catch (IllegalArgumentException e) {
        throw new InputException(
            "Invalid evaluation/units/%s: %s; delete it and evaluate again"
                .formatted(name, e.getMessage()),
            e);
      }
    }
    return units;
  }
}
