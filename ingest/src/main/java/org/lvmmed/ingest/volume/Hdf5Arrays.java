package org.lvmmed.ingest.volume;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
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
import org.lvmmed.ingest.io.Member;
import org.lvmmed.ingest.names.ArrayNames;

/** Finds the pictures in a HDF5 file. Links are not followed: they may lead out of the corpus. */
final class Hdf5Arrays {
  private static final int SMALLEST_SIDE = 8;
  private static final int MOST_SAMPLES = 4;
  private static final int DEEPEST = 8;
  private static final int HALF_EXPONENT = 5;

  private final List<Dataset> arrays = new ArrayList<>();

  Hdf5Arrays(Group root) {
    collect(root, 0, arrays);
  }

  /**
   * The array that is meant: the one that is named, else by names, else the largest.
   *
   * @throws UnreadableImageException if there is none, or nothing tells which
   */
  Dataset choose(Member wanted) throws UnreadableImageException {
    if (wanted.name() != null) {
      return named(wanted.name());
    }
    List<Dataset> right = arrays.stream().filter(a -> isMask(a) == wanted.mask()).toList();
    List<Dataset> told = right.stream().filter(a -> wanted.mask() || isImage(a)).toList();
    List<Dataset> among = !told.isEmpty() ? told : !right.isEmpty() ? right : arrays;
    Dataset largest =
        among.stream()
            .max(Comparator.comparingLong(Dataset::getSize).thenComparing(Node::getPath))
            .orElseThrow(
                () ->
                    new UnreadableImageException(
                        Reason.NO_IMAGE, "The file holds no numeric array of pictures"));
    if (among.stream().filter(a -> a.getSize() == largest.getSize()).count() > 1) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The file holds several arrays of pictures of one size, and no name tells which is the "
              + (wanted.mask() ? "mask" : "image")
              + "; set hdf5.image and hdf5.mask in dataset.conf to their paths in the file");
    }
    return largest;
  }

  private Dataset named(String name) throws UnreadableImageException {
    String path = name.startsWith("/") ? name : "/" + name;
    return arrays.stream()
        .filter(array -> array.getPath().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                new UnreadableImageException(
                    Reason.NO_IMAGE,
                    "The file holds no array of pictures at the path that dataset.conf names"));
  }

  /** What a person should know of the chosen array and of those that are left. */
  List<String> remarks(Member wanted, Dataset chosen) {
    boolean left = arrays.size() > 1 && arrays.stream().anyMatch(Hdf5Arrays::isMask);
    List<Integer> shape = Arrays.stream(chosen.getDimensions()).boxed().toList();
    ArrayRemarks remarks = new ArrayRemarks(wanted.mask());
    return remarks.of(
        shape, isColour(samples(chosen.getDimensions()), type(chosen.getDataType())), left);
  }

  private static boolean isColour(int samples, @Nullable SampleType type) {
    return samples > 2 && (type == SampleType.UINT8 || type == SampleType.UINT16);
  }

  private static boolean isMask(Dataset array) {
    return ArrayNames.isMask(array.getName());
  }

  private static boolean isImage(Dataset array) {
    return ArrayNames.isImage(array.getName());
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
    Headers header = Headers.of("hdf5").compression(Hdf5Filters.compression(array));
    return Axes.of(sizes, samples)
        .check(limits, type)
        .describe(header.type(type))
        .vector(!isColour(samples, type))
        .padding(fillValue(array))
        .build();
  }

  /** What netCDF's conventions name as no value. */
  private static ImageHeader.@Nullable Padding fillValue(Dataset array) {
    Attribute attribute = array.getAttribute("_FillValue");
    Object data = attribute == null ? null : attribute.getData();
    if (data != null && data.getClass().isArray() && java.lang.reflect.Array.getLength(data) == 1) {
      data = java.lang.reflect.Array.get(data, 0);
    }
    return data instanceof Number value
        ? new ImageHeader.Padding(value.doubleValue(), value.doubleValue())
        : null;
  }

  private static @Nullable SampleType type(DataType type) {
    if (type instanceof EnumDataType names) {
      return names.getEnumMapping().containsValue("TRUE") ? SampleType.UINT8 : null;
    }
    if (type instanceof FloatingPoint number) {
      return switch (type.getSize()) {
        case 2 -> number.getExponentSize() == HALF_EXPONENT ? SampleType.FLOAT32 : null;
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
      case 8 -> integer.isSigned() ? SampleType.INT64 : SampleType.UINT64;
      default -> null;
    };
  }
}
