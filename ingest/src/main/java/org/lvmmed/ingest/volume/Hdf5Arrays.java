package org.lvmmed.ingest.volume;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Finds the pictures in a HDF5 file. Links are not followed: they may lead out of the corpus. */
final class Hdf5Arrays {
  private static final int SMALLEST_SIDE = 8;
  private static final int MOST_SAMPLES = 4;
  private static final int DEEPEST = 8;

  private Hdf5Arrays() {}

  static Dataset largest(Group root) throws UnreadableImageException {
    List<Dataset> arrays = new ArrayList<>();
    collect(root, 0, arrays);
    return arrays.stream()
        .max(Comparator.comparingLong(Dataset::getSize).thenComparing(Node::getPath))
        .orElseThrow(
            () ->
                new UnreadableImageException(
                    Reason.NO_IMAGE, "The file holds no numeric array of pictures"));
  }

  private static void collect(Group group, int depth, List<Dataset> arrays) {
    for (Node child : group) {
      if (child.isLink()) {
        continue;
      }
      if (child instanceof Group inner && depth < DEEPEST) {
        collect(inner, depth + 1, arrays);
      } else if (child instanceof Dataset array && isPictures(array)) {
        arrays.add(array);
      }
    }
  }

  private static boolean isPictures(Dataset array) {
    int[] dims = array.getDimensions();
    if (array.isEmpty() || dims.length < 2 || type(array.getDataType()) == null) {
      return false;
    }
    int last = dims.length - (samples(dims) > 1 ? 1 : 0);
    return dims[last - 1] >= SMALLEST_SIDE && dims[last - 2] >= SMALLEST_SIDE;
  }

  /**
   * Values of a pixel: the last axis of an array of three or more, where it is as short as colour.
   */
  static int samples(int[] dims) {
    int last = dims[dims.length - 1];
    return dims.length > 2 && last > 1 && last <= MOST_SAMPLES ? last : 1;
  }

  static ImageHeader header(Dataset array, ReadLimits limits) throws UnreadableImageException {
    int[] dims = array.getDimensions();
    int samples = samples(dims);
    List<Integer> sizes = new ArrayList<>();
    Arrays.stream(dims).limit(dims.length - (samples > 1 ? 1 : 0)).forEach(sizes::add);
    if (samples == 1 && dims.length > 3 && dims[dims.length - 1] == 1) {
      sizes.remove(sizes.size() - 1);
    }
    Collections.reverse(sizes);
    SampleType type = type(array.getDataType());
    if (type == null) {
      throw new UnreadableImageException(Reason.UNSUPPORTED, "A type of array that is not read");
    }
    Headers header =
        Headers.of("hdf5").compression(array.getFilters().isEmpty() ? "none" : "filtered");
    return Axes.of(sizes, samples).check(limits, type).describe(header.type(type)).build();
  }

  private static @Nullable SampleType type(DataType type) {
    if (type instanceof FloatingPoint) {
      return switch (type.getSize()) {
        case 4 -> SampleType.FLOAT32;
        case 8 -> SampleType.FLOAT64;
        default -> null;
      };
    }
    if (!(type instanceof FixedPoint integer)) {
      return null;
    }
    return switch (type.getSize()) {
      case 1 -> integer.isSigned() ? SampleType.INT8 : SampleType.UINT8;
      case 2 -> integer.isSigned() ? SampleType.INT16 : SampleType.UINT16;
      case 4 -> integer.isSigned() ? SampleType.INT32 : SampleType.UINT32;
      case 8 -> integer.isSigned() ? SampleType.INT64 : null;
      default -> null;
    };
  }
}
