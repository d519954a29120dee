package org.lvmmed.ingest.corpus;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Where the pixels of a mask belong in its image: row r and column c of mask frame m lie in the
 * image's slice, row and column {@code base[m] + r × down + c × across}.
 *
 * @param base slice, row and column of each frame's first pixel; slice -1 where it has no place
 * @param down and {@code across}: steps in slices, rows and columns
 */
record Placement(int[][] base, int[] down, int[] across) {
  private static final int[] NOWHERE = {-1, 0, 0};
  private static final double WITHIN = 0.25;

  /** Frames at frames, pixels at pixels. */
  static Placement identity(int maskFrames, int slices) {
    int[][] base = new int[maskFrames][];
    Arrays.setAll(base, frame -> new int[] {frame % slices, 0, 0});
    return new Placement(base, new int[] {0, 1, 0}, new int[] {0, 0, 1});
  }

  /**
   * The place of a mask by what both headers say.
   *
   * @throws UnreadableImageException if the grids do not agree
   */
  static Placement of(Grid image, Grid mask) throws UnreadableImageException {
    double[] through = image.through() == null ? image.normal() : image.through();
    int[] down = step(image, mask.down(), through, mask.rows());
    int[] across = step(image, mask.across(), through, mask.columns());
    int[][] base = new int[mask.origins().size()][];
    boolean any = false;
    if (down == null || across == null) {
      throw refusal(image, mask);
    }
    boolean sliced = down[0] == 0 && across[0] == 0;
    if (!sliced && image.through() == null) {
      throw refusal(image, mask);
    }
    SlicePlaces slices = new SlicePlaces(image);
    for (int m = 0; m < base.length; m++) {
      int[] place = sliced ? bySlice(image, slices, mask, m) : byGrid(image, mask, m, through);
      base[m] = meets(image, mask, place, down, across) ? place : NOWHERE;
      any |= base[m] != NOWHERE;
    }
    // A slice of a series may lie where the series' mask has nothing.
    if (!any && image.origins().size() > 1) {
      throw refusal(image, mask);
    }
    return new Placement(base, down, across);
  }

  /** Whether a frame of the mask has a pixel within the image's rows, columns and slices. */
  private static boolean meets(Grid image, Grid mask, int[] place, int[] down, int[] across) {
    int[] sizes = {image.origins().size(), image.rows(), image.columns()};
    boolean meets = place != NOWHERE;
    for (int axis = 0; axis < sizes.length; axis++) {
      int last = (mask.rows() - 1) * down[axis] + (mask.columns() - 1) * across[axis];
      meets &=
          place[axis] + Math.max(0, last) >= 0 && place[axis] + Math.min(0, last) < sizes[axis];
    }
    return meets;
  }

  /** Whether two frames of the mask lie in one place. */
  boolean repeats() {
    Set<List<Integer>> seen = new HashSet<>();
    return Arrays.stream(base)
        .filter(place -> place[0] >= 0)
        .anyMatch(place -> !seen.add(List.of(place[0], place[1], place[2])));
  }

  /** A step of the mask in slices, rows and columns of the image; null unless it is one of them. */
  private static int @Nullable [] step(Grid image, double[] step, double[] through, int times) {
    double[] parts = Vectors.components(step, through, image.down(), image.across());
    int[] whole = new int[3];
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      whole[i] = (int) Math.rint(parts[i]);
      sum += Math.abs(whole[i]);
      if (Math.abs(parts[i] - whole[i]) * times > Math.max(WITHIN, 1e-3 * times)) {
        return null;
      }
    }
    return sum == 1 ? whole : null;
  }

  private static int[] byGrid(Grid image, Grid mask, int m, double[] through)
      throws UnreadableImageException {
    double[] offset = Vectors.minus(mask.origins().get(m), image.origins().get(0));
    double[] parts = Vectors.components(offset, through, image.down(), image.across());
    return whole(image, mask, parts[0], parts[1], parts[2]);
  }

  /** A frame parallel to the image's: the slice that lies where it lies. */
  private static int[] bySlice(Grid image, SlicePlaces slices, Grid mask, int m)
      throws UnreadableImageException {
    double[] origin = mask.origins().get(m);
    double place = slices.along(origin);
    int slice = slices.at(place);
    if (slice < 0 && slices.spans(place)) {
      throw refusal(image, mask);
    }
    if (slice < 0) {
      return NOWHERE;
    }
    double[] offset = Vectors.minus(origin, image.origins().get(slice));
    double[] parts = Vectors.components(offset, image.normal(), image.down(), image.across());
    return whole(image, mask, slice, parts[1], parts[2]);
  }

  private static int[] whole(Grid image, Grid mask, double slice, double row, double column)
      throws UnreadableImageException {
    double[] parts = {slice, row, column};
    int[] whole = new int[3];
    for (int i = 0; i < 3; i++) {
      whole[i] = (int) Math.rint(parts[i]);
      if (Math.abs(parts[i] - whole[i]) > WITHIN) {
        throw refusal(image, mask);
      }
    }
    return whole;
  }

  private static UnreadableImageException refusal(Grid image, Grid mask) {
    return new UnreadableImageException(
        Reason.BAD_MASK,
        "The headers of image and mask place them differently. Image: "
            + image.text()
            + "; mask: "
            + mask.text()
            + ". A mask lies on its image's grid, flipped or transposed at most; resample it, or"
            + " set mask.geometry = index in dataset.conf if its header is known to be wrong");
  }

  /** Whether the mask has no frame where the image lies. */
  boolean isNowhere() {
    return Arrays.stream(base).allMatch(place -> place[0] < 0);
  }

  /** Whether every pixel stays where it is. */
  boolean isIdentity(int slices) {
    return Arrays.equals(down, new int[] {0, 1, 0})
        && Arrays.equals(across, new int[] {0, 0, 1})
        && base.length == slices
        && IntStream.range(0, slices).allMatch(m -> Arrays.equals(base[m], new int[] {m, 0, 0}));
  }
}
