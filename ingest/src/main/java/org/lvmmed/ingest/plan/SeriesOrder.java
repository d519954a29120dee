package org.lvmmed.ingest.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.lvmmed.ingest.plan.Probe.HeaderFacts;
import org.lvmmed.ingest.plan.Probe.Place;

/**
 * Puts the slices of a series in the order of their positions along the normal of the planes, and
 * tells what is irregular. Where planes are not parallel or positions are missing, instance numbers
 * decide.
 */
final class SeriesOrder {
  private static final double PARALLEL = 0.9999;
  private static final double TILT_DEGREES = 0.5;
  private static final int FEWEST = 4;

  private final List<Slice> slices;
  private final BiConsumer<SeriesNote.Kind, String> notes;

  private SeriesOrder(List<Slice> slices, BiConsumer<SeriesNote.Kind, String> notes) {
    this.slices = new ArrayList<>(slices);
    this.notes = notes;
  }

  /** One file of a series. */
  record Slice(String path, long size, HeaderFacts facts) {
    Place place() {
      Place place = facts.place();
      if (place == null) {
        throw new IllegalArgumentException("A slice of a series has a place");
      }
      return place;
    }
  }

  /** The slices in order; what is irregular goes to {@code notes}. */
  static List<Slice> sorted(List<Slice> slices, BiConsumer<SeriesNote.Kind, String> notes) {
    return new SeriesOrder(slices, notes).sort();
  }

  private List<Slice> sort() {
    slices.sort(Comparator.<Slice>comparingInt(s -> s.place().number()).thenComparing(Slice::path));
    noteSizes();
    if (slices.size() == 1) {
      return slices;
    }
    if (slices.size() < FEWEST) {
      notes.accept(SeriesNote.Kind.TOO_FEW_SLICES, slices.size() + " slices are no volume");
    }
    if (slices.stream()
        .anyMatch(s -> s.place().position().size() != 3 || s.place().row().size() != 3)) {
      notes.accept(SeriesNote.Kind.NO_POSITIONS, "sorted by instance number");
      return slices;
    }
    double[] normal = normal(slices.get(0).place());
    long askew = slices.stream().filter(s -> dot(normal(s.place()), normal) < PARALLEL).count();
    if (askew > 0) {
      notes.accept(
          SeriesNote.Kind.MIXED_ORIENTATION,
          askew + " of " + slices.size() + " slices are not parallel to the first");
      return slices;
    }
    slices.sort(
        Comparator.<Slice>comparingDouble(s -> along(s, normal))
            .thenComparingInt(s -> s.place().number())
            .thenComparing(Slice::path));
    note(geometry("", "", slices, normal));
    return slices;
  }

  /** How slices lie that are parallel and have positions; nothing of others. */
  static Optional<SeriesGeometry> geometry(String dataset, String series, List<Slice> slices) {
    boolean placed =
        slices.size() > 1
            && slices.stream()
                .allMatch(s -> s.place().position().size() == 3 && s.place().row().size() == 3);
    if (!placed) {
      return Optional.empty();
    }
    double[] normal = normal(slices.get(0).place());
    boolean parallel = slices.stream().allMatch(s -> dot(normal(s.place()), normal) >= PARALLEL);
    return parallel ? Optional.of(geometry(dataset, series, slices, normal)) : Optional.empty();
  }

  private static SeriesGeometry geometry(
      String dataset, String series, List<Slice> slices, double[] normal) {
    return SeriesGeometry.of(
        dataset, series, slices.stream().map(s -> s.place().position()).toList(), normal);
  }

  private void noteSizes() {
    long sizes =
        slices.stream().map(s -> s.facts().rows() + "x" + s.facts().columns()).distinct().count();
    if (sizes > 1) {
      notes.accept(SeriesNote.Kind.MIXED_SIZES, sizes + " sizes of slices");
    }
  }

  private void note(SeriesGeometry geometry) {
    double tilt = Math.max(geometry.tilt(), Math.abs(slices.get(0).place().tilt()));
    if (geometry.repeated() > 0) {
      notes.accept(
          SeriesNote.Kind.REPEATED_POSITIONS,
          geometry.repeated() + " slices lie where another does");
    }
    if (geometry.missing() > 0) {
      notes.accept(
          SeriesNote.Kind.MISSING_SLICES, geometry.missing() + " slices are missing in between");
    }
    if (geometry.isUneven()) {
      notes.accept(
          SeriesNote.Kind.IRREGULAR_SPACING,
          geometry.smallest() + " to " + geometry.largest() + " mm between slices");
    }
    if (tilt > TILT_DEGREES) {
      notes.accept(SeriesNote.Kind.GANTRY_TILT, "%.1f degrees".formatted(tilt));
    }
  }

  private static double along(Slice slice, double[] normal) {
    List<Double> position = slice.place().position();
    return position.get(0) * normal[0] + position.get(1) * normal[1] + position.get(2) * normal[2];
  }

  private static double[] normal(Place place) {
    List<Double> r = place.row();
    List<Double> c = place.column();
    return new double[] {
      r.get(1) * c.get(2) - r.get(2) * c.get(1),
      r.get(2) * c.get(0) - r.get(0) * c.get(2),
      r.get(0) * c.get(1) - r.get(1) * c.get(0)
    };
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
