package org.lvmmed.jobs.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.lvmmed.jobs.task.Task;

/**
 * What evaluation left behind beside its results.
 *
 * @param verdicts encoders against each other, on the same test cases
 * @param failures what could not be done
 * @param units finished probes and heads
 * @param paper the descriptors with the paper's figures
 */
record Downstream(
    List<Verdict> verdicts, List<Failure> failures, List<Unit> units, List<Task> paper) {

  /** An encoder against another one: an entry of {@code evaluation/summary.json}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Verdict(String encoder, String against, String statement, List<Comparison> comparisons) {}

  /** Two encoders on one task. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Comparison(
      String dataset,
      String protocol,
      String metric,
      double difference,
      double[] ci95,
      double p,
      @JsonProperty("n_test") int cases) {}

  /** A probe or head that could not be done. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Failure(String dataset, String protocol, String encoder, int trial, String reason) {}

  /** Which trial of which encoder on which dataset. */
  record Origin(String dataset, String protocol, String encoder, int trial) {

    boolean isOf(String encoderName) {
      return trial == 0 && encoder.equals(encoderName);
    }
  }

  /** What a page shows of a finished unit; lists of what its protocol does not have are empty. */
  record Unit(
      Origin origin,
      List<Confusion> confusions,
      List<Mistake> mistakes,
      List<Masks> masks,
      List<Boxes> boxes,
      List<Point> curve) {}

  /** Test images by true and predicted class. */
  record Confusion(List<String> classes, long[][] counts) {}

  /** An image taken for another class, and how sure of that the classifier was. */
  record Mistake(String image, String truth, String predicted, double probability) {}

  /** A case's true and predicted mask, PNG of class indices. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Masks(String image, double dice, byte[] truth, byte[] predicted) {}

  /**
   * An image's true and found boxes.
   *
   * @param precision AP at 0.5 of this image alone
   * @param truth x1, y1, x2, y2, class index; of {@code found} the score as well
   */
  record Boxes(
      String image,
      int height,
      int width,
      List<String> classes,
      double precision,
      double[][] truth,
      double[][] found) {}

  /** A look at the validation split while a head was trained. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Point(int step, double trainingLoss, double validation) {}

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
                    unit.masks().stream().map(Masks::image),
                    Stream.concat(
                        unit.boxes().stream().map(Boxes::image),
                        unit.mistakes().stream().map(Mistake::image))))
        .distinct()
        .toList();
  }
}
