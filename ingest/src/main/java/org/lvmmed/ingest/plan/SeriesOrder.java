package org.lvmmed.ingest.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
  private static final double SAME_PLACE_MM = 1e-3;
  private static final double GAP = 1.5;
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
    noteGaps(normal);
    noteTilt(normal);
    return slices;
  }

  private void noteSizes() {
    long sizes =
        slices.stream().map(s -> s.facts().rows() + "x" + s.facts().columns()).distinct().count();
    if (sizes > 1) {
      notes.accept(SeriesNote.Kind.MIXED_SIZES, sizes + " sizes of slices");
    }
  }

  private void noteGaps(double[] normal) {
    double[] gaps = new double[slices.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = along(slices.get(i + 1), normal) - along(slices.get(i), normal);
    }
    long repeated = Arrays.stream(gaps).filter(gap -> gap < SAME_PLACE_MM).count();
    if (repeated > 0) {
      notes.accept(SeriesNote.Kind.REPEATED_POSITIONS, repeated + " slices lie where another does");
    }
    double[] steps = Arrays.stream(gaps).filter(gap -> gap >= SAME_PLACE_MM).sorted().toArray();
    if (steps.length == 0) {
      return;
    }
    double usual = steps[(steps.length - 1) / 2];
    long missing =
        Arrays.stream(steps)
            .filter(gap -> gap > GAP * usual)
            .mapToLong(gap -> Math.round(gap / usual) - 1)
            .sum();
    if (missing > 0) {
      notes.accept(SeriesNote.Kind.MISSING_SLICES, missing + " slices are missing in between");
    }
  }

  /** Tilted gantries move the planes sideways as they go: the step is not along the normal. */
  private void noteTilt(double[] normal) {
    double declared = Math.abs(slices.get(0).place().tilt());
    Place first = slices.get(0).place();
    Place last = slices.get(slices.size() - 1).place();
    double[] step = new double[3];
    for (int i = 0; i < 3; i++) {
      step[i] = last.position().get(i) - first.position().get(i);
    }
    double length = Math.sqrt(dot(step, step));
    double cosine = length < SAME_PLACE_MM ? 1 : Math.abs(dot(step, normal)) / length;
    double angle = Math.toDegrees(Math.acos(Math.min(1, cosine)));
    if (Math.max(angle, declared) > TILT_DEGREES) {
      notes.accept(
          SeriesNote.Kind.GANTRY_TILT, "%.1f degrees".formatted(Math.max(angle, declared)));
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
