package org.lvmmed.jobs.evaluate.samples;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lvmmed.jobs.evaluate.settings.Truth;
import scala.Tuple3;

/**
 * What the masks of a dataset say about its task.
 *
 * @param foreground classes that occur in any split: they define the task
 * @param training shapes of the training and validation masks: those of test rows decide nothing
 */
public record MaskSurvey(BitSet foreground, List<MaskShape> training) {

  /** Foreground thinner than this, in pixels of the network's input, would be lost in a resize. */
  private static final double THINNEST = 2;

  /** Of every dataset with masks, by name; masks are read where they lie. */
  public static Map<String, MaskSurvey> of(SampleSource source) {
    Map<String, MaskSurvey> found = new TreeMap<>();
    source
        .annotated(Truth.MASK)
        .select("dataset", "split", "mask")
        .toJavaRDD()
        .map(row -> new Tuple3<>(row.getString(0), row.getString(1), shape(row.getAs(2))))
        .collect()
        .forEach(
            mask ->
                found
                    .computeIfAbsent(
                        mask._1(), d -> new MaskSurvey(new BitSet(), new ArrayList<>()))
                    .add(mask._2(), mask._3()));
    return found;
  }

  private static MaskShape shape(byte[] png) {
    return MaskShape.of(MaskPng.decode(png));
  }

  private void add(String split, MaskShape shape) {
    foreground.or(shape.classes());
    if (!split.equals("test")) {
      training.add(shape);
    }
  }

  /** Names of the foreground classes, by class index from 1. */
  public List<String> classes() {
    return foreground.length() == 2
        ? List.of("foreground")
        : IntStream.range(1, foreground.length()).mapToObj(c -> "class " + c).toList();
  }

  /** Whether half of the masks would have thinner foreground than a resized image can show. */
  public boolean isThin(int inputSize) {
    double[] widths =
        training.stream()
            .filter(mask -> mask.strokeWidth() > 0)
            .mapToDouble(mask -> Math.min(mask.strokeWidth(), mask.strokeAt(inputSize)))
            .sorted()
            .toArray();
    long shrunk = training.stream().filter(mask -> mask.longSide() > inputSize).count();
    return widths.length > 0
        && 2 * shrunk > training.size()
        && widths[widths.length / 2] < THINNEST;
  }
}
