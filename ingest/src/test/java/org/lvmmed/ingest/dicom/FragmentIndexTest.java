package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How fragments are put together to frames. */
class FragmentIndexTest {
  private static final byte[] START = {-1, (byte) 0xd8, -1, 1};
  private static final byte[] MORE = {5, 6, 7, 8};

  @Test
  void oneFragmentAFrameNeedsNoTable() throws Exception {
    assertThat(lengths(2, new int[0], List.of(), MORE, MORE)).containsExactly(1, 1);
  }

  @Test
  void aSingleFrameTakesAllFragments() throws Exception {
    assertThat(lengths(1, new int[0], List.of(), START, MORE, MORE)).containsExactly(3);
  }

  @Test
  void theOffsetTableSaysWhereFramesBegin() throws Exception {
    assertThat(lengths(2, new int[] {0, 24}, List.of(), MORE, MORE, MORE)).containsExactly(2, 1);
  }

  @Test
  void theExtendedTableGoesBeforeTheBasicOne() throws Exception {
    assertThat(lengths(2, new int[] {0, 24}, List.of(0L, 12L), MORE, MORE, MORE))
        .containsExactly(1, 2);
  }

  @Test
  void aTableThatPointsBetweenFragmentsIsPassedOver() throws Exception {
    assertThat(lengths(2, new int[] {0, 13}, List.of(), START, MORE, START)).containsExactly(2, 1);
  }

  @Test
  void codestreamsTellFramesApartWithoutATable() throws Exception {
    assertThat(lengths(2, new int[0], List.of(), START, MORE, START, MORE, MORE))
        .containsExactly(2, 3);
  }

  @Test
  void framesBeyondTheNumberInTheHeaderAreKept() throws Exception {
    assertThat(lengths(1, new int[0], List.of(), START, START)).containsExactly(1, 1);
    assertThat(lengths(1, new int[] {0, 12}, List.of(), MORE, MORE)).containsExactly(1, 1);
  }

  /** Number of fragments of each frame. */
  private static List<Integer> lengths(
      int frames, int[] table, List<Long> extended, byte[]... fragments) throws Exception {
    byte[] file = new DicomBuilder(DicomBuilder.EXPLICIT_LE).fragments(table, fragments).dataSet();
    try (DicomInput in = new DicomInput(new java.io.ByteArrayInputStream(file), file.length)) {
      in.skip(12);
      List<Integer> out = new ArrayList<>();
      FragmentIndex.read(in, 100).frames(frames, extended).forEach(f -> out.add(f.size()));
      return out;
    }
  }
}
