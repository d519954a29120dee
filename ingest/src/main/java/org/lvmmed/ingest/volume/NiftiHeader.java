package org.lvmmed.ingest.volume;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.Shapes;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * The header of NIfTI-1 (348 bytes), NIfTI-2 (540 bytes) or Analyze 7.5.
 *
 * @param dims sizes of the axes, fastest first
 * @param samples values per voxel: 3 or 4 for the colour types
 * @param spacing of the axes, fastest first
 * @param affine voxel to patient (RAS) millimetres, three rows of four, or null
 * @param paired whether the values lie in a file of their own
 */
record NiftiHeader(
    int version,
    List<Long> dims,
    SampleType type,
    int samples,
    double slope,
    double intercept,
    List<Double> spacing,
    double @Nullable [] affine,
    long offset,
    boolean paired) {

  private static final int SIZE_1 = 348;
  private static final int SIZE_2 = 540;
  private static final int MAX_DIMS = 7;

  /** The byte order of a header, or null if it is none. */
  static @Nullable ByteOrder byteOrder(byte[] head) {
    if (head.length < 42) {
      return null;
    }
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      int size = ByteBuffer.wrap(head).order(order).getInt(0);
      if (size == SIZE_1 || size == SIZE_2) {
        return order;
      }
    }
    return null;
  }

  static NiftiHeader parse(ByteBuffer in) throws UnreadableImageException {
    int size = in.getInt(0);
    if (in.limit() < size) {
      throw new UnreadableImageException(
          Reason.TRUNCATED, "The header needs " + size + " bytes and has " + in.limit());
    }
    return size == SIZE_1 ? NiftiFields.first(in) : NiftiFields.second(in);
  }

  /** The axes' sizes, after the rule that there are 1 to 7 and none is below 1. */
  static List<Long> dims(long count, java.util.function.IntToLongFunction size)
      throws UnreadableImageException {
    if (count < 1 || count > MAX_DIMS) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "Invalid number of dimensions: " + count + ", 1 to 7 are allowed");
    }
    List<Long> dims = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      long value = size.applyAsLong(i);
      if (value < 1 || value > Integer.MAX_VALUE) {
        throw new UnreadableImageException(
            Reason.CORRUPT, "Invalid size of dimension " + i + ": " + value);
      }
      dims.add(value);
    }
    while (dims.size() < 2) {
      dims.add(1L);
    }
    return List.copyOf(dims);
  }

  void check(ReadLimits limits) throws UnreadableImageException {
    double frames = 1;
    for (long size : dims.subList(2, dims.size())) {
      frames *= size;
    }
    limits.check((long) frames, rows(), columns(), (long) samples * type.bytes());
  }

  long dataBytes() {
    long product = (long) samples * type.bytes();
    for (long size : dims) {
      product *= size;
    }
    return product;
  }

  ImageHeader toImageHeader() {
    List<Integer> axes = new ArrayList<>();
    for (int i = dims.size() - 1; i >= 0; i--) {
      axes.add((int) (long) dims.get(i));
    }
    int frames = axes.subList(0, axes.size() - 2).stream().reduce(1, (a, b) -> a * b);
    return Headers.of("nifti")
        .compression("nifti-" + version)
        .size(frames, (int) rows(), (int) columns(), samples)
        .type(type)
        .dims(Shapes.of(axes, samples))
        .rescale(slope, intercept)
        .spacing(imageSpacing())
        .geometry(geometry(frames))
        .build();
  }

  private List<FrameGeometry> geometry(int frames) {
    if (affine == null || !isInvertible()) {
      return List.of();
    }
    int slices = dims.size() < 3 ? 1 : (int) (long) dims.get(2);
    return Geometry.ofRasAffine(affine, slices, frames / slices);
  }

  private boolean isInvertible() {
    return affine != null && Geometry.spacing(affine).stream().allMatch(s -> s > 0 && s < 1e9);
  }

  private long columns() {
    return dims.get(0);
  }

  private long rows() {
    return dims.get(1);
  }

  private List<Double> imageSpacing() {
    if (affine != null && isInvertible()) {
      return Geometry.spacing(affine).subList(0, dims.size() < 3 ? 2 : 3);
    }
    List<Double> known = new ArrayList<>();
    for (int axis : new int[] {1, 0, 2}) {
      if (axis < dims.size() && axis < spacing.size()) {
        known.add(spacing.get(axis));
      }
    }
    boolean valid = known.stream().allMatch(s -> Double.isFinite(s) && s > 0);
    return valid ? known : List.of();
  }
}
