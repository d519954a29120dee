package org.lvmmed.ingest.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvmmed.ingest.plan.Probe.HeaderFacts;
import org.lvmmed.ingest.plan.Probe.Place;
import org.lvmmed.ingest.plan.SeriesNote.Kind;
import org.lvmmed.ingest.plan.SeriesOrder.Slice;

class SeriesOrderTest {
  private static final List<Double> ROW = List.of(1.0, 0.0, 0.0);
  private static final List<Double> COLUMN = List.of(0.0, 1.0, 0.0);

  private final List<Kind> notes = new ArrayList<>();

  @Test
  void slicesAreSortedByPositionWhateverTheirNumbers() {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      slices.add(slice("s" + i, List.of(0.0, 0.0, 2.5 * i), ROW, COLUMN, 100 - i, 0));
    }
    Collections.shuffle(slices, new Random(1));

    assertThat(sorted(slices))
        .extracting(Slice::path)
        .containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11");
    assertThat(notes).isEmpty();
  }

  @Test
  void aMissingSliceIsFound() {
    List<Slice> slices = regular(8);
    slices.remove(3);

    sorted(slices);

    assertThat(notes).containsExactly(Kind.MISSING_SLICES);
  }

  @Test
  void aTiltedGantryIsFoundByPositionsAndByTheHeader() {
    List<Slice> slices = new ArrayList<>();
    List<Slice> declared = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      slices.add(slice("s" + i, List.of(0.0, 0.5 * i, 2.0 * i), ROW, COLUMN, i, 0));
      declared.add(slice("s" + i, List.of(0.0, 0.0, 2.0 * i), ROW, COLUMN, i, -12));
    }

    sorted(slices);
    sorted(declared);

    assertThat(notes).containsExactly(Kind.GANTRY_TILT, Kind.GANTRY_TILT);
  }

  @Test
  void planesThatAreNotParallelAreFoundAndSortedByNumber() {
    List<Slice> slices = regular(5);
    slices.add(slice("scout", List.of(0.0, 0.0, 1.0), COLUMN, List.of(0.0, 0.0, 1.0), -1, 0));

    assertThat(sorted(slices).get(0).path()).isEqualTo("scout");
    assertThat(notes).containsExactly(Kind.MIXED_ORIENTATION);
  }

  @Test
  void positionsThatRepeatOrLackAreFound() {
    List<Slice> repeated = regular(5);
    repeated.add(slice("again", List.of(0.0, 0.0, 2.0), ROW, COLUMN, 9, 0));
    List<Slice> without = regular(5);
    without.add(slice("nowhere", List.of(), List.of(), List.of(), 9, 0));

    sorted(repeated);
    sorted(without);

    assertThat(notes).containsExactly(Kind.REPEATED_POSITIONS, Kind.NO_POSITIONS);
  }

  @Test
  void whatLiesIrregularlyIsMeasured() {
    List<Slice> uneven = regular(5);
    uneven.add(slice("late", List.of(0.0, 0.0, 10.6), ROW, COLUMN, 9, 0));
    sorted(uneven);
    assertThat(notes).containsExactly(Kind.IRREGULAR_SPACING);

    SeriesGeometry geometry = SeriesOrder.geometry("d", "s", uneven).orElseThrow();
    assertThat(geometry.slices()).isEqualTo(6);
    assertThat(geometry.step()).isEqualTo(2);
    assertThat(geometry.largest()).isEqualTo(2.6);
    assertThat(geometry.missing()).isZero();
    assertThat(geometry.tilt()).isZero();
  }

  private List<Slice> sorted(List<Slice> slices) {
    return SeriesOrder.sorted(slices, (kind, detail) -> notes.add(kind));
  }

  private static List<Slice> regular(int count) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slices.add(slice("s" + i, List.of(0.0, 0.0, 2.0 * i), ROW, COLUMN, i, 0));
    }
    return slices;
  }

  private static Slice slice(
      String path,
      List<Double> position,
      List<Double> row,
      List<Double> column,
      int number,
      double tilt) {
    Place place = new Place(position, row, column, number, tilt, "");
    return new Slice(path, 1, new HeaderFacts(1, 8, 8, "ct", "unknown", null, 0, "s", place, null));
  }
}
