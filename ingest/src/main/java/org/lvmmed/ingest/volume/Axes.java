package org.lvmmed.ingest.volume;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.Shapes;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * The shape of an array: sizes fastest first, at least columns and rows, and the values of each
 * element.
 */
record Axes(List<Integer> sizes, int samples) {

  static Axes of(List<Integer> sizes, int samples) throws UnreadableImageException {
    for (int size : sizes) {
      if (size < 1) {
        throw new UnreadableImageException(
            Reason.CORRUPT, "Invalid size of an axis: " + size + ", at least 1 is needed");
      }
    }
    List<Integer> atLeastTwo = new ArrayList<>(sizes);
    while (atLeastTwo.size() < 2) {
      atLeastTwo.add(1);
    }
    return new Axes(List.copyOf(atLeastTwo), samples);
  }

  Axes check(ReadLimits limits, SampleType type) throws UnreadableImageException {
    double frames = 1;
    for (int size : sizes.subList(2, sizes.size())) {
      frames *= size;
    }
    limits.check((long) frames, sizes.get(1), sizes.get(0), (long) samples * type.bytes());
    return this;
  }

  Headers describe(Headers header) {
    List<Integer> slowestFirst = new ArrayList<>(sizes);
    java.util.Collections.reverse(slowestFirst);
    int frames = sizes.stream().skip(2).reduce(1, (a, b) -> a * b);
    return header
        .size(frames, sizes.get(1), sizes.get(0), samples)
        .dims(Shapes.of(slowestFirst, samples));
  }

  /** Row, column and slice spacing of the axes' own, fastest first; empty where one is unknown. */
  static List<Double> imageSpacing(List<Double> fastestFirst) {
    boolean valid =
        fastestFirst.size() >= 2
            && fastestFirst.stream().limit(3).allMatch(s -> Double.isFinite(s) && s != 0);
    if (!valid) {
      return List.of();
    }
    List<Double> spacing = new ArrayList<>();
    spacing.add(Math.abs(fastestFirst.get(1)));
    spacing.add(Math.abs(fastestFirst.get(0)));
    if (fastestFirst.size() > 2) {
      spacing.add(Math.abs(fastestFirst.get(2)));
    }
    return spacing;
  }
}
