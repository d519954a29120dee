package org.lvmmed.jobs.evaluate.heads;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.jobs.evaluate.samples.SampleStore;
import org.lvmmed.jobs.evaluate.samples.StoredSample;
import org.lvmmed.jobs.evaluate.unit.DetectionOutcome;
import org.lvmmed.jobs.evaluate.unit.DetectionOutcome.ImageBoxes;
import org.lvmmed.jobs.evaluate.unit.HeadUnit;
import org.lvmmed.model.downstream.detect.Detection;
import org.lvmmed.model.downstream.detect.Detector;
import org.lvmmed.model.downstream.sample.TaskBox;

/** Tests a detection head, image by image. */
record DetectionScoring(HeadUnit unit, SampleStore store, Detector head, Clock clock) {

  DetectionOutcome score(String dataset, List<StoredSample> test) {
    Groups groups = new Groups();
    List<ImageBoxes> images = new ArrayList<>();
    for (StoredSample stored : test) {
      List<Detection> found = head.predict(store.read(stored).image());
      images.add(
          new ImageBoxes(
              stored.id(),
              groups.of(stored.patient()),
              stored.height(),
              stored.width(),
              stored.boxes().stream().map(DetectionScoring::row).toArray(double[][]::new),
              found.stream().map(DetectionScoring::row).toArray(double[][]::new)));
    }
    return new DetectionOutcome(dataset, unit.task().classes(), images, clock.seconds());
  }

  private static double[] row(TaskBox box) {
    return new double[] {box.x1(), box.y1(), box.x2(), box.y2(), box.type()};
  }

  private static double[] row(Detection found) {
    TaskBox box = found.box();
    return new double[] {box.x1(), box.y1(), box.x2(), box.y2(), box.type(), found.score()};
  }
}
