package org.lvmmed.ingest.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Position, orientation and spacing of the frames (PS3.3, C.7.6.2, C.7.6.16.2 and C.8.8.3.2). */
final class Geometry {
  private static final int[] SPACINGS = {
    Tag.PIXEL_SPACING, Tag.IMAGER_PIXEL_SPACING, Tag.NOMINAL_SCANNED_PIXEL_SPACING
  };

  private final DataSet root;
  private final FunctionalGroups groups;

  Geometry(DataSet root) {
    this.root = root;
    this.groups = new FunctionalGroups(root);
  }

  /** Where each frame lies; empty unless that is known of all of them. */
  List<FrameGeometry> frames(int count) throws UnreadableImageException {
    List<Double> offsets = root.decimals(Tag.GRID_FRAME_OFFSET_VECTOR);
    if (count > 1 && !groups.describesFrames()) {
      return offsets.size() == count ? doseGrid(offsets) : List.of();
    }
    List<FrameGeometry> out = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      Optional<FrameGeometry> frame = frame(f);
      if (frame.isEmpty()) {
        return List.of();
      }
      out.add(frame.get());
    }
    return List.copyOf(out);
  }

  private Optional<FrameGeometry> frame(int f) throws UnreadableImageException {
    List<Double> position =
        groups.decimals(f, Tag.PLANE_POSITION_SEQUENCE, Tag.IMAGE_POSITION_PATIENT);
    List<Double> orientation =
        groups.decimals(f, Tag.PLANE_ORIENTATION_SEQUENCE, Tag.IMAGE_ORIENTATION_PATIENT);
    if (position.size() != 3 || orientation.size() != 6) {
      return Optional.empty();
    }
    return Optional.of(
        new FrameGeometry(
            array(position), array(orientation.subList(0, 3)), array(orientation.subList(3, 6))));
  }

  /** A dose grid gives the first plane, and how far along the normal the others lie. */
  private List<FrameGeometry> doseGrid(List<Double> offsets) throws UnreadableImageException {
    Optional<FrameGeometry> first = frame(0);
    if (first.isEmpty()) {
      return List.of();
    }
    double[] row = first.get().rowDirection();
    double[] column = first.get().columnDirection();
    double[] normal = cross(row, column);
    List<FrameGeometry> out = new ArrayList<>();
    for (double offset : offsets) {
      double[] position = first.get().position().clone();
      for (int axis = 0; axis < 3; axis++) {
        position[axis] += (offset - offsets.get(0)) * normal[axis];
      }
      out.add(new FrameGeometry(position, row, column));
    }
    return List.copyOf(out);
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  /** Row, column and, if known, slice spacing in millimetres, of the first frame. */
  List<Double> spacing() throws UnreadableImageException {
    List<Double> out = new ArrayList<>();
    for (int tag : SPACINGS) {
      List<Double> inPlane = groups.decimals(0, Tag.PIXEL_MEASURES_SEQUENCE, tag);
      if (inPlane.size() == 2 && inPlane.get(0) > 0 && inPlane.get(1) > 0) {
        out.addAll(inPlane);
        OptionalDouble slices = sliceSpacing();
        if (slices.isPresent()) {
          out.add(slices.getAsDouble());
        }
        break;
      }
    }
    return List.copyOf(out);
  }

  private OptionalDouble sliceSpacing() throws UnreadableImageException {
    List<Double> offsets = root.decimals(Tag.GRID_FRAME_OFFSET_VECTOR);
    if (offsets.size() > 1 && !offsets.get(0).equals(offsets.get(1))) {
      return OptionalDouble.of(Math.abs(offsets.get(1) - offsets.get(0)));
    }
    for (int tag : new int[] {Tag.SPACING_BETWEEN_SLICES, Tag.SLICE_THICKNESS}) {
      OptionalDouble value = groups.decimal(0, Tag.PIXEL_MEASURES_SEQUENCE, tag);
      if (value.isPresent() && value.getAsDouble() > 0) {
        return value;
      }
    }
    return OptionalDouble.empty();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
