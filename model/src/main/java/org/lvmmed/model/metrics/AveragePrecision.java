package org.lvmmed.model.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Average precision of a detector over a test set, by COCO's rules (Lin et al., ECCV 2014): within
 * a class, found boxes of all images in order of their scores; each takes the free true box of its
 * image that it overlaps most, if by the threshold at least; precision made monotone and averaged
 * over 101 recall levels; at most 100 boxes per image and class count. Mean over the classes that
 * have truth: a class without any is neither good nor bad. NaN where no class has.
 *
 * <p>True boxes without area are left out: nothing can overlap them.
 */
public final class AveragePrecision {

  private static final int THRESHOLDS = 10;

  private final List<List<ClassMatches>> byThreshold = new ArrayList<>();
  private final int images;

  private AveragePrecision(int images) {
    this.images = images;
  }

  /**
   * A box with its class; of true boxes the score is not read.
   *
   * @param type class index
   */
  public record ScoredBox(double x1, double y1, double x2, double y2, int type, double score) {

    double area() {
      return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
    }

    /** Intersection over union; 0 where the union is empty. */
    double iou(ScoredBox other) {
      double width = Math.min(x2, other.x2) - Math.max(x1, other.x1);
      double height = Math.min(y2, other.y2) - Math.max(y1, other.y1);
      double common = Math.max(0, width) * Math.max(0, height);
      return common == 0 ? 0 : common / (area() + other.area() - common);
    }
  }

  /** One image's true and found boxes. */
  public record Image(List<ScoredBox> truth, List<ScoredBox> found) {
    public Image {
      truth = List.copyOf(truth);
      found = List.copyOf(found);
    }
  }

  /**
   * Matches all boxes, once.
   *
   * @param classes how many there are
   */
  public static AveragePrecision of(List<Image> images, int classes) {
    images.forEach(image -> check(image, classes));
    AveragePrecision result = new AveragePrecision(images.size());
    for (int t = 0; t < THRESHOLDS; t++) {
      List<ClassMatches> matches = new ArrayList<>();
      for (int k = 0; k < classes; k++) {
        matches.add(ClassMatches.of(images, k, threshold(t)));
      }
      result.byThreshold.add(matches);
    }
    return result;
  }

  private static double threshold(int t) {
    return (50 + 5 * t) / 100.0;
  }

  private static void check(Image image, int classes) {
    for (ScoredBox box : image.truth()) {
      requireClass(box, classes);
    }
    for (ScoredBox box : image.found()) {
      requireClass(box, classes);
      if (!Double.isFinite(box.score())) {
        throw new IllegalArgumentException("Invalid box: its score is " + box.score());
      }
    }
  }

  private static void requireClass(ScoredBox box, int classes) {
    if (box.type() < 0 || box.type() >= classes) {
      throw new IllegalArgumentException(
          "Invalid box: class %d of %d".formatted(box.type(), classes));
    }
  }

  /** At IoU 0.5. */
  public double ap50() {
    return weighted50().applyAsDouble(Weights.ones(images));
  }

  /** Mean over IoU 0.5, 0.55 … 0.95. */
  public double ap() {
    return weighted().applyAsDouble(Weights.ones(images));
  }

  /** {@link #ap50()} as a function of how many times each image counts, for a bootstrap. */
  public ToDoubleFunction<int[]> weighted50() {
    return weights -> mean(byThreshold.get(0), weights);
  }

  /** {@link #ap()} as a function of how many times each image counts, for a bootstrap. */
  public ToDoubleFunction<int[]> weighted() {
    return weights ->
        byThreshold.stream().mapToDouble(m -> mean(m, weights)).average().orElse(Double.NaN);
  }

  private static double mean(List<ClassMatches> matches, int[] weights) {
    return matches.stream()
        .mapToDouble(m -> m.averagePrecision(weights))
        .filter(ap -> !Double.isNaN(ap))
        .average()
        .orElse(Double.NaN);
  }
}
