package org.lvmmed.jobs.evaluate.heads;

import java.util.List;
import org.lvmmed.jobs.evaluate.samples.SampleStore;
import org.lvmmed.jobs.evaluate.samples.StoredSample;
import org.lvmmed.jobs.evaluate.unit.ClassificationOutcome;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.model.downstream.classify.Classifier;

/** Tests a classification head, image by image. */
record ClassificationScoring(HeadUnit unit, SampleStore store, Classifier head, Clock clock) {

  ClassificationOutcome score(String dataset, List<StoredSample> test) {
    Groups groups = new Groups();
    double[][] scores =
        test.stream()
            .map(stored -> head.predict(store.read(stored).image()))
            .toArray(double[][]::new);
    return new ClassificationOutcome(
        dataset,
        unit.task().classes(),
        test.stream().map(StoredSample::id).toList(),
        test.stream().mapToInt(stored -> groups.of(stored.patient())).toArray(),
        test.stream().mapToInt(StoredSample::label).toArray(),
        scores,
        0,
        clock.seconds());
  }
}
