package org.lvmmed.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.MaskPixels;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.pixels.Window;

/** A mask that lies otherwise than its image comes out where its header says. */
class MaskGeometryTest {
  private static final int X = 7;
  private static final int Y = 6;
  private static final int Z = 5;
  private static final int BRIGHT = 1000;

  @TempDir Path corpus;

  @BeforeEach
  void image() throws IOException {
    Files.createDirectories(corpus.resolve("d"));
    Files.writeString(
        corpus.resolve("d/dataset.conf"), "slices { window = \"0 1000\", skip-empty = false }");
  }

  @Test
  void flipsAreUndone() throws Exception {
    for (int flip = 0; flip < 8; flip++) {
      float[] affine = affine();
      int[] ends = {X - 1, Y - 1, Z - 1};
      for (int axis = 0; axis < 3; axis++) {
        if ((flip >> axis & 1) == 1) {
          affine[4 * axis + 3] += affine[4 * axis + axis] * ends[axis];
          affine[4 * axis + axis] *= -1;
        }
      }
      int flips = flip;
      nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) * BRIGHT);
      nifti(
          "m.nii.gz",
          affine,
          X,
          Y,
          Z,
          (x, y, z) ->
              object(
                  (flips & 1) == 1 ? X - 1 - x : x,
                  (flips & 2) == 2 ? Y - 1 - y : y,
                  (flips & 4) == 4 ? Z - 1 - z : z));
      assertMasksLieOnTheirObjects("i.nii.gz", "m.nii.gz");
    }
  }

  @Test
  void axesMayBeSwapped() throws Exception {
    nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) * BRIGHT);
    float[] swapped = {0, 0, 1, 10, 0, 1.5f, 0, -20, 2, 0, 0, 30};
    nifti("m.nii.gz", swapped, Z, Y, X, (z, y, x) -> object(x, y, z));

    assertMasksLieOnTheirObjects("i.nii.gz", "m.nii.gz");
  }

  @Test
  void aMaskThatCoversAPartLeavesTheRestEmpty() throws Exception {
    nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) * BRIGHT);
    float[] moved = affine();
    moved[3] += 1;
    moved[7] += 1.5f * 1;
    moved[11] += 2 * 1;
    nifti("m.nii.gz", moved, X - 1, Y - 1, Z - 1, (x, y, z) -> object(x + 1, y + 1, z + 1));

    assertMasksLieOnTheirObjects("i.nii.gz", "m.nii.gz");
  }

  @Test
  void formatsMayDiffer() throws Exception {
    nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) * BRIGHT);
    byte[] values = bytes(X, Y, Z, (x, y, z) -> object(x, y, z));
    // The same place in MetaImage's and NRRD's left-posterior-superior.
    write(
        "m.mha",
        "ObjectType = Image\nNDims = 3\nDimSize = 7 6 5\nElementType = MET_UCHAR\n"
            + "ElementSpacing = 1 1.5 2\nTransformMatrix = -1 0 0 0 -1 0 0 0 1\n"
            + "Offset = -10 20 30\nElementDataFile = LOCAL\n",
        values);
    write(
        "m.nrrd",
        "NRRD0004\ntype: uchar\ndimension: 3\nspace: left-posterior-superior\nsizes: 7 6 5\n"
            + "space directions: (-1,0,0) (0,-1.5,0) (0,0,2)\nspace origin: (-10,20,30)\n"
            + "encoding: raw\nendian: little\n\n",
        values);

    assertMasksLieOnTheirObjects("i.nii.gz", "m.mha");
    assertMasksLieOnTheirObjects("i.nii.gz", "m.nrrd");
  }

  @Test
  void gridsThatDoNotAgreeAreRefusedWithBothUnlessTheIndexIsAskedFor() throws Exception {
    nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) * BRIGHT);
    float[] shifted = affine();
    shifted[3] += 0.5f;
    nifti("m.nii.gz", shifted, X, Y, Z, MaskGeometryTest::object);
    Files.writeString(corpus.resolve("d/train.csv"), "path,mask\ni.nii.gz,m.nii.gz\n");

    LocalIngest refused = LocalIngest.of(corpus);

    assertThat(refused.refusals()).containsExactly(Reason.BAD_MASK);
    assertThat(refused.outcomes().get(refused.outcomes().size() - 1).toString())
        .contains("Image: 5 x 6 x 7 pixels")
        .contains("mask: 5 x 6 x 7 pixels")
        .contains("mask.geometry");
    Files.writeString(
        corpus.resolve("d/dataset.conf"), "mask.geometry = index, slices.skip-empty = false");
    assertThat(LocalIngest.of(corpus).rows()).hasSize(Z);
  }

  @Test
  void aMaskThatLiesElsewhereIsRefusedAndOneThatReachesOutIsTold() throws Exception {
    nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) * BRIGHT);
    Files.writeString(corpus.resolve("d/train.csv"), "path,mask\ni.nii.gz,m.nii.gz\n");
    float[] away = affine();
    away[3] += 20;
    nifti("m.nii.gz", away, X, Y, Z, (x, y, z) -> 1);
    assertThat(LocalIngest.of(corpus).refusals()).containsExactly(Reason.BAD_MASK);

    float[] beside = affine();
    beside[3] += 2;
    nifti("m.nii.gz", beside, X, Y, Z, (x, y, z) -> 1);
    assertThat(LocalIngest.of(corpus).warnings()).contains("mask");
  }

  @Test
  void aMaskWithAChannelForEachClassIsRefused() throws Exception {
    nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) * BRIGHT);
    double[] channels = new double[X * Y * Z * 2];
    channels[3] = 1;
    channels[X * Y * Z + 5] = 1;
    volumes("m.nii.gz", affine(), 2, channels);
    Files.writeString(corpus.resolve("d/train.csv"), "path,mask\ni.nii.gz,m.nii.gz\n");

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.refusals()).containsExactly(Reason.BAD_MASK);
    assertThat(ingest.outcomes().toString()).contains("channel for each class");
  }

  @Test
  void theMaskOfAVolumeCountsForEachOfItsTimes() throws Exception {
    double[] values = new double[X * Y * Z * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = object(i % X, i / X % Y, i / X / Y % Z) * BRIGHT;
    }
    NiftiBuilder.of(X, Y, Z, 3).affine(affine()).values(values).write(corpus.resolve("d/i.nii.gz"));
    nifti("m.nii.gz", affine(), X, Y, Z, MaskGeometryTest::object);

    assertThat(assertMasksLieOnTheirObjects("i.nii.gz", "m.nii.gz")).isEqualTo(3 * Z);
  }

  @Test
  void layersBecomeOneMaskUnlessTheyOverlap() throws Exception {
    nifti("i.nii.gz", affine(), X, Y, Z, (x, y, z) -> object(x, y, z) > 0 ? BRIGHT : 0);
    layers((x, y, z) -> object(x, y, z), (x, y, z) -> x == 0 && z == 0 ? 1 : 0);
    Files.writeString(corpus.resolve("d/train.csv"), "path,mask\ni.nii.gz,m.seg.nrrd\n");
    LocalIngest apart = LocalIngest.of(corpus);
    assertThat(MaskPixels.count(MaskPixels.mask(apart.rows().get(0)), 2)).isEqualTo(Y);
    assertThat(MaskPixels.count(MaskPixels.mask(apart.rows().get(2)), 1)).isPositive();

    layers((x, y, z) -> object(x, y, z), (x, y, z) -> 1);
    LocalIngest over = LocalIngest.of(corpus);
    assertThat(over.refusals()).containsExactly(Reason.BAD_MASK);
    assertThat(over.outcomes().toString()).contains("overlap");
  }

  @Test
  void theMaskOfEachTimeIsTurnedWithItsVolume() throws Exception {
    double[] values = new double[X * Y * Z * 2];
    double[] turned = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int time = i / (X * Y * Z);
      int y = (i / X + time) % Y;
      values[i] = object(i % X, y, i / X / Y % Z) * BRIGHT;
      turned[i] = object(X - 1 - i % X, y, i / X / Y % Z);
    }
    float[] flipped = affine();
    flipped[3] += X - 1;
    flipped[0] = -1;
    volumes("i.nii.gz", affine(), 2, values);
    volumes("m.nii.gz", flipped, 2, turned);

    assertThat(assertMasksLieOnTheirObjects("i.nii.gz", "m.nii.gz")).isEqualTo(2 * Z);
  }

  private void volumes(String name, float[] affine, int volumes, double[] values)
      throws IOException {
    NiftiBuilder.of(X, Y, Z, volumes)
        .affine(affine)
        .values(values)
        .write(corpus.resolve("d/" + name));
  }

  private void layers(Voxels first, Voxels second) throws IOException {
    ByteArrayOutputStream interleaved = new ByteArrayOutputStream();
    byte[] a = bytes(X, Y, Z, first);
    byte[] b = bytes(X, Y, Z, second);
    for (int i = 0; i < a.length; i++) {
      interleaved.write(a[i]);
      interleaved.write(b[i]);
    }
    write(
        "m.seg.nrrd",
        "NRRD0004\ntype: uchar\ndimension: 4\nspace: left-posterior-superior\nsizes: 2 7 6 5\n"
            + "space directions: none (-1,0,0) (0,-1.5,0) (0,0,2)\n"
            + "kinds: list domain domain domain\nspace origin: (-10,20,30)\nencoding: raw\n"
            + "Segment0_Layer:=0\nSegment0_LabelValue:=1\n"
            + "Segment1_Layer:=1\nSegment1_LabelValue:=1\n\n",
        interleaved.toByteArray());
  }

  private interface Voxels {
    int at(int x, int y, int z);
  }

  /** No two flips or swaps of it look the same. */
  private static int object(int x, int y, int z) {
    return x >= 1 && x < 3 && y >= 2 && y < 6 && z >= 1 && z < 3 && !(x == 2 && z == 2) ? 1 : 0;
  }

  private static float[] affine() {
    return new float[] {1, 0, 0, 10, 0, 1.5f, 0, -20, 0, 0, 2, 30};
  }

  private void nifti(String name, float[] affine, int nx, int ny, int nz, Voxels voxels)
      throws IOException {
    double[] values = new double[nx * ny * nz];
    for (int i = 0; i < values.length; i++) {
      values[i] = voxels.at(i % nx, i / nx % ny, i / nx / ny);
    }
    NiftiBuilder.of(nx, ny, nz).affine(affine).values(values).write(corpus.resolve("d/" + name));
  }

  private static byte[] bytes(int nx, int ny, int nz, Voxels voxels) {
    byte[] values = new byte[nx * ny * nz];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) voxels.at(i % nx, i / nx % ny, i / nx / ny);
    }
    return values;
  }

  private void write(String name, String header, byte[] values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(values);
    Files.write(corpus.resolve("d/" + name), out.toByteArray());
  }

  /** Every bright pixel has the mask's class and no other; returns the number of slices. */
  private int assertMasksLieOnTheirObjects(String image, String mask) throws IOException {
    Files.writeString(corpus.resolve("d/train.csv"), "path,mask\n%s,%s\n".formatted(image, mask));
    LocalIngest ingest = LocalIngest.of(corpus);
    assertThat(ingest.refusals()).as(ingest.outcomes().toString()).doesNotContain(Reason.BAD_MASK);
    long bright = 0;
    for (ImageRow row : ingest.rows()) {
      assertThat(row.window()).isEqualTo(new Window(0, BRIGHT, Window.STORED));
      int[] picture = MaskPixels.picture(row);
      int[] pixels = MaskPixels.mask(row);
      for (int i = 0; i < pixels.length; i++) {
        assertThat(pixels[i]).isEqualTo(picture[i] > 0 ? 1 : 0);
        bright += pixels[i];
      }
    }
    assertThat(bright).isPositive();
    return ingest.rows().size();
  }
}
