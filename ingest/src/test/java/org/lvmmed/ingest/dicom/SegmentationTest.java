package org.lvmmed.ingest.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.MaskPixels;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Frames of multi-frame images and segmentations go where their headers say. */
class SegmentationTest {
  private static final int SIDE = 8;
  private static final String SEG = "1.2.840.10008.5.1.4.1.1.66.4";
  private static final String LABELS = "1.2.840.10008.5.1.4.1.1.66.7";

  @TempDir Path corpus;

  @BeforeEach
  void folder() throws Exception {
    Files.createDirectories(corpus.resolve("d"));
    Files.writeString(
        corpus.resolve("d/dataset.conf"), "slices { window = \"0 255\", skip-empty = false }");
    Files.writeString(corpus.resolve("d/train.csv"), "path,mask\nct.dcm,seg.dcm\n");
  }

  @Test
  void framesAreSortedByPosition() throws Exception {
    Files.delete(corpus.resolve("d/train.csv"));
    image(5, 2, 7, 0, 3, 6, 1, 4);

    List<ImageRow> rows = rows();

    for (int i = 0; i < 8; i++) {
      assertThat(rows.get(i).sliceIndex()).isEqualTo(i);
      assertThat(MaskPixels.picture(rows.get(i))[0]).isEqualTo(10 + i);
    }
  }

  @Test
  void repeatedPositionsAreVolumesInTheOrderOfTime() throws Exception {
    Files.delete(corpus.resolve("d/train.csv"));
    int[] z = {1, 0, 0, 1};
    int[] time = {2, 1, 2, 1};
    byte[] pixels = new byte[4 * SIDE * SIDE];
    DicomBuilder[] frames = new DicomBuilder[4];
    for (int f = 0; f < 4; f++) {
      java.util.Arrays.fill(
          pixels, f * SIDE * SIDE, (f + 1) * SIDE * SIDE, (byte) (10 * time[f] + z[f]));
      frames[f] = position(z[f]).sequence(0x00209111, false, item().us(0x00209128, time[f], 0));
    }
    write("ct.dcm", multiFrame("CT", pixels, frames));

    assertThat(rows().stream().map(row -> first(row)).toList()).containsExactly(10, 11, 20, 21);
  }

  @Test
  void framesWithoutPlacesGoByStackAndByTheirPositionInIt() throws Exception {
    Files.delete(corpus.resolve("d/train.csv"));
    int[] stack = {2, 10, 1, 2, 1};
    int[] position = {2, 1, 2, 1, 1};
    byte[] pixels = new byte[5 * SIDE * SIDE];
    DicomBuilder[] frames = new DicomBuilder[5];
    for (int f = 0; f < 5; f++) {
      java.util.Arrays.fill(
          pixels, f * SIDE * SIDE, (f + 1) * SIDE * SIDE, (byte) (10 * stack[f] + position[f]));
      DicomBuilder content =
          item()
              .text(0x00209056, "SH", Integer.toString(stack[f]))
              .raw(0x00209057, "UL", new byte[] {(byte) position[f], 0, 0, 0});
      frames[f] = item().sequence(0x00209111, false, content);
    }
    write("ct.dcm", multiFrame("CT", pixels, frames));

    assertThat(rows().stream().map(row -> first(row))).containsExactly(11, 12, 21, 22, 101);
  }

  @Test
  void framesThatNameDifferentWindowsShareTheCommonestAndItIsTold() throws Exception {
    Files.delete(corpus.resolve("d/train.csv"));
    DicomBuilder[] frames = new DicomBuilder[3];
    for (int f = 0; f < 3; f++) {
      frames[f] =
          position(f)
              .sequence(
                  0x00289132,
                  false,
                  item().text(0x00281050, "DS", f == 1 ? "9" : "40").text(0x00281051, "DS", "400"));
    }
    write("ct.dcm", multiFrame("CT", new byte[3 * SIDE * SIDE], frames));

    assertThat(LocalIngest.of(corpus).warnings()).contains("format");
  }

  @Test
  void segmentsLieWhereTheirFramesSay() throws Exception {
    image(0, 1, 2, 3);
    segmentation(new int[] {1, 1, 2, 2}, 2, 3, 0, 1);

    List<ImageRow> rows = rows();

    for (int z = 0; z < 4; z++) {
      int[] mask = MaskPixels.mask(rows.get(z));
      assertThat(mask[z]).as("slice " + z).isEqualTo(z < 2 ? 2 : 1);
      assertThat(MaskPixels.count(mask, 0)).isEqualTo(SIDE * SIDE - 1);
    }
  }

  @Test
  void aSparseSegmentationLeavesTheOtherSlicesEmpty() throws Exception {
    image(3, 1, 2, 0);
    segmentation(new int[] {1}, 2);

    for (ImageRow row : rows()) {
      int expected = row.sliceIndex() == 2 ? 1 : 0;
      assertThat(MaskPixels.count(MaskPixels.mask(row), 1)).isEqualTo(expected);
    }
  }

  @Test
  void aSegmentationWithoutPlacesGoesByTheFramesThatItRefersTo() throws Exception {
    image(3, 1, 2, 0);
    referring("1.2.3.4", 3, 4);

    for (ImageRow row : rows()) {
      int[] mask = MaskPixels.mask(row);
      // Frame 3 lies at place 2, frame 4 at place 0.
      assertThat(mask[3]).isEqualTo(row.sliceIndex() == 2 ? 1 : 0);
      assertThat(mask[4]).isEqualTo(row.sliceIndex() == 0 ? 1 : 0);
      assertThat(MaskPixels.count(mask, 1)).isEqualTo(row.sliceIndex() % 2 == 0 ? 1 : 0);
    }

    referring("1.2.3.5", 3, 4);
    assertThat(LocalIngest.of(corpus).refusals()).containsExactly(Reason.BAD_MASK);
  }

  @Test
  void aSegmentationThatTellsNothingOfItsFramesGoesByTheirOrderAndThisIsTold() throws Exception {
    image(0, 1, 2);
    byte[] pixels = new byte[3 * SIDE * SIDE];
    DicomBuilder[] frames = new DicomBuilder[3];
    for (int f = 0; f < 3; f++) {
      pixels[f * SIDE * SIDE + f] = 1;
      frames[f] = item().sequence(0x0062000A, false, item().us(0x0062000B, 1));
    }
    write(
        "seg.dcm",
        multiFrame("SEG", pixels, frames)
            .text(0x00080016, "UI", SEG)
            .text(0x00620001, "CS", "BINARY"));

    for (ImageRow row : rows()) {
      assertThat(MaskPixels.mask(row)[row.sliceIndex()]).isEqualTo(1);
    }
    assertThat(LocalIngest.of(corpus).warnings()).contains("mask");
  }

  @Test
  void aSegmentationOfSeveralSlicesFitsEachFileOfASeries() throws Exception {
    StringBuilder table = new StringBuilder("path,mask\n");
    for (int z = 0; z < 4; z++) {
      byte[] pixels = new byte[SIDE * SIDE];
      java.util.Arrays.fill(pixels, (byte) (10 + z));
      write(
          "s" + z + ".dcm",
          grey("CT", pixels)
              .text(0x0020000E, "UI", "1.2.3")
              .text(0x00100020, "LO", "somebody")
              .text(0x00200032, "DS", "0\\0\\" + 2 * z)
              .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0"));
      table.append("s%d.dcm,seg.dcm\n".formatted(z));
    }
    Files.writeString(corpus.resolve("d/train.csv"), table);
    segmentation(new int[] {1, 1}, 3, 1);

    List<ImageRow> rows = rows();

    assertThat(rows).extracting(ImageRow::sliceIndex).containsExactly(0, 1, 2, 3);
    for (int z = 0; z < 4; z++) {
      assertThat(MaskPixels.mask(rows.get(z))[z]).isEqualTo(z % 2);
    }
    assertThat(LocalIngest.of(corpus).warnings()).contains("mask");
  }

  @Test
  void segmentsThatOverlapAndPlacesBetweenSlicesAreRefused() throws Exception {
    image(0, 1, 2, 3);
    segmentation(new int[] {1, 2}, 2, 2);
    assertThat(LocalIngest.of(corpus).refusals()).containsExactly(Reason.BAD_MASK);

    image(0, 2, 4, 6);
    segmentation(new int[] {1}, 3);
    assertThat(LocalIngest.of(corpus).refusals()).containsExactly(Reason.BAD_MASK);
  }

  @Test
  void aSegmentationIsNeverATrainingPicture() throws Exception {
    Files.delete(corpus.resolve("d/train.csv"));
    image(0, 1, 2, 3);
    for (String sopClass : List.of(SEG, LABELS)) {
      write("seg.dcm", grey("SEG", new byte[SIDE * SIDE]).text(0x00080016, "UI", sopClass));
      LocalIngest ingest = LocalIngest.of(corpus);
      assertThat(ingest.rows()).hasSize(4);
      assertThat(ingest.refusals()).containsExactly(Reason.REFUSED);
    }
  }

  private List<ImageRow> rows() throws Exception {
    LocalIngest ingest = LocalIngest.of(corpus);
    assertThat(ingest.refusals()).as(ingest.outcomes().toString()).isEmpty();
    List<ImageRow> rows = new ArrayList<>(ingest.rows());
    rows.sort(Comparator.comparingInt(ImageRow::sliceIndex));
    return rows;
  }

  private static int first(ImageRow row) {
    try {
      return MaskPixels.picture(row)[0];
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A frame at each place, in this order, as bright as its place. */
  private void image(int... places) throws Exception {
    byte[] pixels = new byte[places.length * SIDE * SIDE];
    DicomBuilder[] frames = new DicomBuilder[places.length];
    for (int f = 0; f < places.length; f++) {
      java.util.Arrays.fill(
          pixels, f * SIDE * SIDE, (f + 1) * SIDE * SIDE, (byte) (10 + places[f]));
      frames[f] = position(places[f]);
    }
    write("ct.dcm", multiFrame("CT", pixels, frames).text(0x00080018, "UI", "1.2.3.4"));
  }

  /** A segmentation that says of each frame which of an image's it was made from, from 1 on. */
  private void referring(String image, int... sources) throws Exception {
    byte[] pixels = new byte[sources.length * SIDE * SIDE];
    DicomBuilder[] frames = new DicomBuilder[sources.length];
    for (int f = 0; f < sources.length; f++) {
      pixels[f * SIDE * SIDE + sources[f]] = 1;
      DicomBuilder source =
          item().text(0x00081155, "UI", image).text(0x00081160, "IS", Integer.toString(sources[f]));
      frames[f] =
          item()
              .sequence(0x00089124, false, item().sequence(0x00082112, false, source))
              .sequence(0x0062000A, false, item().us(0x0062000B, 1));
    }
    write(
        "seg.dcm",
        multiFrame("SEG", pixels, frames)
            .text(0x00080016, "UI", SEG)
            .text(0x00620001, "CS", "BINARY"));
  }

  /** A frame for each segment number and place; pixel z of the frame at place z is set. */
  private void segmentation(int[] segments, int... places) throws Exception {
    byte[] pixels = new byte[places.length * SIDE * SIDE];
    DicomBuilder[] frames = new DicomBuilder[places.length];
    for (int f = 0; f < places.length; f++) {
      pixels[f * SIDE * SIDE + places[f]] = 1;
      frames[f] =
          position(places[f]).sequence(0x0062000A, false, item().us(0x0062000B, segments[f]));
    }
    write(
        "seg.dcm",
        multiFrame("SEG", pixels, frames)
            .text(0x00080016, "UI", SEG)
            .text(0x00620001, "CS", "BINARY"));
  }

  private static DicomBuilder grey(String modality, byte[] pixels) {
    return DicomBuilder.grey(DicomBuilder.EXPLICIT_LE, SIDE, SIDE, 8)
        .text(0x00080060, "CS", modality)
        .text(0x00280030, "DS", "1\\1")
        .pixels("OB", pixels);
  }

  private static DicomBuilder multiFrame(String modality, byte[] pixels, DicomBuilder[] frames) {
    return grey(modality, pixels)
        .frames(frames.length)
        .sequence(
            0x52009229,
            false,
            item()
                .sequence(0x00209116, false, item().text(0x00200037, "DS", "1\\0\\0\\0\\1\\0"))
                .sequence(0x00289110, false, item().text(0x00280030, "DS", "1\\1")))
        .sequence(0x52009230, false, frames);
  }

  private static DicomBuilder position(int z) {
    return item().sequence(0x00209113, false, item().text(0x00200032, "DS", "0\\0\\" + 2 * z));
  }

  private static DicomBuilder item() {
    return new DicomBuilder(DicomBuilder.EXPLICIT_LE);
  }

  private void write(String name, DicomBuilder file) throws Exception {
    Files.write(corpus.resolve("d/" + name), file.build());
  }
}
