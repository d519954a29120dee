package org.lvmmed.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lvmmed.jobs.evaluate.unit.ClassificationOutcome;
import org.lvmmed.jobs.evaluate.unit.DetectionOutcome;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome;
import org.lvmmed.jobs.evaluate.unit.UnitOutcome;
import org.lvmmed.jobs.report.Downstream.Boxes;
import org.lvmmed.jobs.report.Downstream.Confusion;
import org.lvmmed.jobs.report.Downstream.Mistake;
import org.lvmmed.jobs.report.Downstream.Origin;
import org.lvmmed.jobs.report.Downstream.Unit;
import org.lvmmed.model.metrics.AveragePrecision;
import org.lvmmed.model.metrics.ConfusionMatrix;
import org.lvmmed.model.metrics.Predictions;

/** From what a unit left behind to what a page shows of it. */
final class ShownUnits {

  private static final int SHOWN = 6;

  private ShownUnits() {}

  /** One for each test set. */
  static List<Unit> of(UnitOutcome outcome) {
    List<Unit> units = new ArrayList<>();
    outcome.classification().forEach(tested -> units.add(classified(outcome, tested)));
    outcome.segmentation().forEach(tested -> units.add(segmented(outcome, tested)));
    outcome.detection().forEach(tested -> units.add(detected(outcome, tested)));
    return units;
  }

  private static Origin origin(UnitOutcome outcome, String dataset) {
    return new Origin(dataset, outcome.protocol(), outcome.encoder(), outcome.trial());
  }

  private static Unit classified(UnitOutcome outcome, ClassificationOutcome tested) {
    Predictions predictions = tested.predictions();
    List<Mistake> mistakes =
        IntStream.range(0, tested.truth().length)
            .filter(i -> predictions.predicted(i) != tested.truth()[i])
            .mapToObj(i -> mistake(tested, i, predictions.predicted(i)))
            .sorted(Comparator.comparingDouble(Mistake::probability).reversed())
            .limit(SHOWN)
            .toList();
    Confusion confusion = new Confusion(tested.classes(), ConfusionMatrix.of(predictions).counts());
    return new Unit(
        origin(outcome, tested.dataset()),
        List.of(confusion),
        mistakes,
        List.of(),
        List.of(),
        outcome.curve());
  }

  private static Mistake mistake(ClassificationOutcome tested, int i, int predicted) {
    double[] scores = tested.scores()[i];
    return new Mistake(
        tested.images().get(i),
        tested.classes().get(tested.truth()[i]),
        tested.classes().get(predicted),
        scores[predicted] / Arrays.stream(scores).sum());
  }

  private static Unit segmented(UnitOutcome outcome, SegmentationOutcome tested) {
    return new Unit(
        origin(outcome, tested.dataset()),
        List.of(),
        List.of(),
        tested.examples(),
        List.of(),
        outcome.curve());
  }

  private static Unit detected(UnitOutcome outcome, DetectionOutcome tested) {
    return new Unit(
        origin(outcome, tested.dataset()),
        List.of(),
        List.of(),
        List.of(),
        boxes(tested),
        outcome.curve());
  }

  /** The images with the worst precision, one from the middle and the best. */
  private static List<Boxes> boxes(DetectionOutcome tested) {
    List<Boxes> ascending =
        tested.images().stream()
            .map(image -> new Boxes(image, tested.classes(), precision(image, tested.classes())))
            .filter(boxes -> !Double.isNaN(boxes.precision()))
            .sorted(Comparator.comparingDouble(Boxes::precision))
            .toList();
    int size = ascending.size();
    if (size <= SHOWN) {
      return ascending;
    }
    List<Boxes> some = new ArrayList<>(ascending.subList(0, SHOWN - 2));
    some.add(ascending.get((SHOWN - 2 + size) / 2));
    some.add(ascending.get(size - 1));
    return some;
  }

  private static double precision(DetectionOutcome.ImageBoxes image, List<String> classes) {
    return AveragePrecision.of(List.of(image.boxes()), classes.size()).ap50();
  }
}
