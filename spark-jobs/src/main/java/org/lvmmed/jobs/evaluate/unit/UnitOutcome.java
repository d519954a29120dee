package org.lvmmed.jobs.evaluate.unit;

import java.util.List;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.model.downstream.training.TrainingCurve;

/**
 * What a finished unit leaves behind, as JSON: an outcome for each dataset that it was tested on,
 * in the list of its kind.
 *
 * @param curve of a head's training; empty of a probe
 */
public record UnitOutcome(
    String encoder,
    Protocol protocol,
    int trial,
    List<ClassificationOutcome> classification,
    List<SegmentationOutcome> segmentation,
    List<DetectionOutcome> detection,
    List<TrainingCurve.Point> curve) {

  public UnitOutcome {
    classification = List.copyOf(classification);
    segmentation = List.copyOf(segmentation);
    detection = List.copyOf(detection);
    curve = List.copyOf(curve);
  }

  /** Of a unit that classified. */
  public static UnitOutcome classified(
      Unit unit, List<ClassificationOutcome> tested, List<TrainingCurve.Point> curve) {
    return of(unit, tested, List.of(), List.of(), curve);
  }

  /** Of a unit that segmented. */
  public static UnitOutcome segmented(
      Unit unit, List<SegmentationOutcome> tested, List<TrainingCurve.Point> curve) {
    return of(unit, List.of(), tested, List.of(), curve);
  }

  /** Of a unit that looked for objects. */
  public static UnitOutcome detected(
      Unit unit, List<DetectionOutcome> tested, List<TrainingCurve.Point> curve) {
    return of(unit, List.of(), List.of(), tested, curve);
  }

  private static UnitOutcome of(
      Unit unit,
      List<ClassificationOutcome> classification,
      List<SegmentationOutcome> segmentation,
      List<DetectionOutcome> detection,
      List<TrainingCurve.Point> curve) {
    return new UnitOutcome(
        unit.encoder(),
        unit.protocol(),
        unit.trial(),
        classification,
        segmentation,
        detection,
        curve);
  }
}
