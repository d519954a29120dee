package org.lvmmed.jobs.evaluate.heads;

import java.util.List;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.model.downstream.TrainingCurve;

/**
 * What a finished head leaves behind, as JSON: an outcome for each dataset that it was tested on,
 * in the list of its kind.
 *
 * @param seconds of work
 */
public record HeadOutcome(
    String dataset,
    String encoder,
    String protocol,
    int trial,
    List<UnitOutcome> classification,
    List<SegmentationOutcome> segmentation,
    List<DetectionOutcome> detection,
    List<TrainingCurve.Point> curve,
    double seconds) {}
