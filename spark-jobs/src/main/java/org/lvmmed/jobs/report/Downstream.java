package org.lvmmed.jobs.report;

import java.util.List;
import java.util.stream.Stream;
import org.lvmmed.jobs.evaluate.Verdict;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.unit.DetectionOutcome.ImageBoxes;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome.MaskExample;
import org.lvmmed.jobs.evaluate.unit.UnitFailure;
import org.lvmmed.jobs.task.Task;
import org.lvmmed.model.downstream.training.TrainingCurve;

/**
 * What evaluation left behind beside its results.
 *
 * @param verdicts encoders against each other, on the same test cases
 * @param failures what could not be done
 * @param units finished probes and heads
 * @param paper the descriptors with the paper's figures
 */
record Downstream(
    List<Verdict> verdicts, List<UnitFailure> failures, List<Unit> units, List<Task> paper) {

  /** Which trial of which encoder on which dataset. */
  record Origin(String dataset, Protocol protocol, String encoder, int trial) {

    boolean isOf(String encoderName) {
      return trial == 0 && encoder.equals(encoderName);
    }
  }

  /** What a page shows of a finished unit; lists of what its protocol does not have are empty. */
  record Unit(
      Origin origin,
      List<Confusion> confusions,
      List<Mistake> mistakes,
      List<MaskExample> masks,
      List<Boxes> boxes,
      List<TrainingCurve.Point> curve) {}

  /** Test images by true and predicted class. */
  record Confusion(List<String> classes, long[][] counts) {}

  /** An image taken for another class, and how sure of that the classifier was. */
  record Mistake(String image, String truth, String predicted, double probability) {}

  /**
   * An image's true and found boxes.
   *
   * @param precision AP at 0.5 of this image alone
   */
  record Boxes(ImageBoxes image, List<String> classes, double precision) {}

  boolean isEmpty() {
    return verdicts.isEmpty() && failures.isEmpty() && units.isEmpty();
  }

  /** Ours, or where it took no part any other. */
  String shown() {
    List<String> encoders = units.stream().map(unit -> unit.origin().encoder()).distinct().toList();
    return encoders.isEmpty() || encoders.contains(Results.PRETRAINED)
        ? Results.PRETRAINED
        : encoders.get(0);
  }

  /** Images that are shown large. */
  List<String> pictures() {
    return units.stream()
        .filter(unit -> unit.origin().isOf(shown()))
        .flatMap(
            unit ->
                Stream.concat(
                    unit.masks().stream().map(MaskExample::image),
                    Stream.concat(
                        unit.boxes().stream().map(boxes -> boxes.image().id()),
                        unit.mistakes().stream().map(Mistake::image))))
        .distinct()
        .toList();
  }
}
