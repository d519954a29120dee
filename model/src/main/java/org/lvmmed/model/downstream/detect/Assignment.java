package org.lvmmed.model.downstream.detect;

import java.util.Arrays;
import java.util.List;
import org.lvmmed.model.downstream.sample.TaskBox;

/**
 * Which true box each position of a level is to find: one whose size suits the level and whose
 * centre is near (centre sampling, as in Tian et al., "FCOS", TPAMI 2020); of several the smallest.
 * The position next to a box's centre always counts, so that boxes below the stride are seen.
 */
final class Assignment {

  /** Largest distance from a box's centre along each axis, in strides. */
  private static final double RADIUS = 1.5;

  private Assignment() {}

  /** For each position the index of its box, −1 where there is none. */
  static int[] of(PyramidLevel level, List<TaskBox> boxes) {
    int[] assigned = new int[level.positions()];
    Arrays.fill(assigned, -1);
    for (int b = 0; b < boxes.size(); b++) {
      TaskBox box = boxes.get(b);
      for (int p = 0; level.takes(box) && p < assigned.length; p++) {
        boolean free = assigned[p] < 0 || boxes.get(assigned[p]).area() > box.area();
        if (free && covers(level, p, box)) {
          assigned[p] = b;
        }
      }
    }
    return assigned;
  }

  private static boolean covers(PyramidLevel level, int position, TaskBox box) {
    double x = level.x(position);
    double y = level.y(position);
    double across = Math.abs(x - (box.x1() + box.x2()) / 2) / level.stride();
    double down = Math.abs(y - (box.y1() + box.y2()) / 2) / level.stride();
    boolean inside = x > box.x1() && x < box.x2() && y > box.y1() && y < box.y2();
    return inside && across <= RADIUS && down <= RADIUS || across <= 0.5 && down <= 0.5;
  }
}
