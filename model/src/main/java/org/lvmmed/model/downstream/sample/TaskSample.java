package org.lvmmed.model.downstream.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.image.Raster;

/**
 * One image of a task with what is known about it.
 *
 * @param id names the image in messages; no path and no patient
 * @param caseId images of one volume share it
 * @param order place within the case: the slice index
 * @param mask class of each pixel, 0 being the background; null where the task has none
 * @param fov pixels that count (0: not counted); null where all do
 * @param boxes objects, in pixels of the image; may be empty
 * @param label class index, or −1 where there is none
 * @param spacing of the pixels, as the corpus has it; may be empty
 */
public record TaskSample(
    String id,
    String caseId,
    int order,
    Raster image,
    @Nullable ByteMask mask,
    @Nullable ByteMask fov,
    List<TaskBox> boxes,
    int label,
    double[] spacing) {

  public TaskSample {
    boxes = List.copyOf(boxes);
    spacing = spacing.clone();
    requireSize("mask", id, image, mask);
    requireSize("field of view", id, image, fov);
  }

  private static void requireSize(String what, String id, Raster image, @Nullable ByteMask mask) {
    if (mask != null && (mask.height() != image.height() || mask.width() != image.width())) {
      throw new IllegalArgumentException(
          "Invalid %s of image %s: %d × %d pixels, the image has %d × %d (they must be equal)"
              .formatted(what, id, mask.height(), mask.width(), image.height(), image.width()));
    }
  }

  @Override
  public double[] spacing() {
    return spacing.clone();
  }
}
