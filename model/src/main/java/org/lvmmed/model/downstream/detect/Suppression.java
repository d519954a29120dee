package org.lvmmed.model.downstream.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lvmmed.model.downstream.sample.TaskBox;

/**
 * Of boxes of one class that overlap much only the surest stays (greedy non-maximum suppression);
 * at most 100 boxes of an image.
 */
final class Suppression {

  private static final double OVERLAP = 0.5;
  private static final int MOST = 100;

  /** Enough for any image, and a bound on the quadratic work. */
  private static final int CANDIDATES = 2000;

  private Suppression() {}

  static List<Detection> apply(List<Detection> found) {
    List<Detection> ranked =
        found.stream()
            .sorted(Comparator.comparingDouble(Detection::score).reversed())
            .limit(CANDIDATES)
            .toList();
    List<Detection> kept = new ArrayList<>();
    for (Detection candidate : ranked) {
      if (kept.size() == MOST) {
        break;
      }
      if (kept.stream().noneMatch(k -> same(k.box(), candidate.box()))) {
        kept.add(candidate);
      }
    }
    return List.copyOf(kept);
  }

  private static boolean same(TaskBox a, TaskBox b) {
    return a.type() == b.type() && iou(a, b) > OVERLAP;
  }

  static double iou(TaskBox a, TaskBox b) {
    double across = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    double down = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
    double common = Math.max(0, across) * Math.max(0, down);
    return common == 0 ? 0 : common / (a.area() + b.area() - common);
  }
}
