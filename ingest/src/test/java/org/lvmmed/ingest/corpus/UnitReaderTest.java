package org.lvmmed.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class UnitReaderTest {

  @TempDir Path corpus;

  @Test
  void aPictureKeepsItsPixels() throws IOException {
    BufferedImage image = Pictures.rgb(20, 30, 1);
    Pictures.write(image, corpus.resolve("d/a.png"));

    ImageRow row = LocalIngest.of(corpus).rows().get(0);

    assertThat(pixels(row.png())).containsExactly(pixels(image));
    assertThat(row.channels()).isEqualTo(3);
    assertThat(row.bits()).isEqualTo(8);
    assertThat(row.window()).isNull();
    assertThat(row.height()).isEqualTo(30);
    assertThat(row.imageId()).hasSize(32);
  }

  @Test
  void wideGreyIsStoredFromBlackToWhiteBetweenPercentiles() throws IOException {
    Pictures.write(Pictures.grey16(64, 64, 2), corpus.resolve("d/a.png"));

    ImageRow row = LocalIngest.of(corpus).rows().get(0);

    assertThat(row.bits()).isEqualTo(16);
    assertThat(row.window()).isNotNull();
    int[] pixels = pixels(row.png());
    assertThat(Arrays.stream(pixels).min()).hasValue(0);
    assertThat(Arrays.stream(pixels).max()).hasValue(65535);
  }

  @Test
  void aVolumeBecomesSlicesWithTheirMasks() throws IOException {
    volume("d/v.nii.gz", 6);
    NiftiBuilder.of(8, 7, 6)
        .type(2, 1)
        .values(
            IntStream.range(0, 336)
                .mapToDouble(i -> i / 56 == 2 ? 3 : i / 56 == 3 ? 1 : 0)
                .toArray())
        .write(corpus.resolve("d/m.nii.gz"));
    text("d/train.csv", "path,mask\nv.nii.gz,m.nii.gz\n");

    List<ImageRow> rows = LocalIngest.of(corpus).rows();

    assertThat(rows).extracting(ImageRow::sliceIndex).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(rows).extracting(ImageRow::height).containsOnly(7);
    assertThat(rows).extracting(ImageRow::width).containsOnly(8);
    assertThat(rows).extracting(ImageRow::seriesKey).containsOnly(rows.get(0).seriesKey());
    assertThat(rows).extracting(ImageRow::window).containsOnly(rows.get(0).window());
    assertThat(pixels(rows.get(2).mask())).containsOnly(3);
    assertThat(pixels(rows.get(3).mask())).containsOnly(1);
    assertThat(pixels(rows.get(5).mask())).containsOnly(0);
  }

  @Test
  void thinningIsForPretrainingAlone() throws IOException {
    volume("d/v.nii.gz", 12);
    text("d/dataset.conf", "slices { stride = 4, skip-empty = false }");
    assertThat(LocalIngest.of(corpus).rows())
        .extracting(ImageRow::sliceIndex)
        .containsExactly(0, 4, 8);

    text("d/train.csv", "path,label\nv.nii.gz,x\n");
    assertThat(LocalIngest.of(corpus).rows()).hasSize(12);
  }

  @Test
  void emptySlicesAreLeftOutOfPretraining() throws IOException {
    double[] values = new double[8 * 8 * 4];
    for (int i = 64; i < 128; i++) {
      values[i] = i;
    }
    Files.createDirectories(corpus.resolve("d"));
    NiftiBuilder.of(8, 8, 4).values(values).write(corpus.resolve("d/v.nii"));
    NiftiBuilder.of(8, 8, 4).values(new double[256]).write(corpus.resolve("d/blank.nii"));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).extracting(ImageRow::sliceIndex).containsExactly(1);
    assertThat(ingest.refusals()).containsExactly(Reason.BLANK);
  }

  @Test
  void otherAxesGiveTheSameVoxels() throws IOException {
    Files.createDirectories(corpus.resolve("d"));
    NiftiBuilder.of(4, 3, 2).counting().write(corpus.resolve("d/v.nii"));
    for (String axis : List.of("axial", "coronal", "sagittal")) {
      text(
          "d/dataset.conf",
          "slices { axis = " + axis + ", skip-empty = false, window = \"0 23\" }");
      List<ImageRow> rows = LocalIngest.of(corpus).rows();
      int count = axis.equals("axial") ? 2 : axis.equals("coronal") ? 3 : 4;
      assertThat(rows).hasSize(count);
      for (ImageRow row : rows) {
        int[] pixels = pixels(row.png());
        for (int i = 0; i < pixels.length; i++) {
          int y = i / row.width();
          int x = i % row.width();
          int s = row.sliceIndex();
          int voxel =
              switch (axis) {
                case "axial" -> s * 12 + y * 4 + x;
                case "coronal" -> y * 12 + s * 4 + x;
                default -> y * 12 + x * 4 + s;
              };
          assertThat(Math.round(pixels[i] * 23 / 65535.0)).isEqualTo(voxel);
        }
      }
    }
  }

  @Test
  void theAxisIsFoundByTheDirectionsOfTheFile() throws IOException {
    Files.createDirectories(corpus.resolve("d"));
    NiftiBuilder.of(4, 3, 2)
        .counting()
        .affine(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0)
        .write(corpus.resolve("d/v.nii"));
    text("d/dataset.conf", "slices { axis = axial, skip-empty = false }");

    assertThat(LocalIngest.of(corpus).rows()).hasSize(4);
  }

  @Test
  void masksThatDoNotFitOrCannotBeReadRefuseTheirImage() throws IOException {
    for (int i = 0; i < 4; i++) {
      Pictures.write(Pictures.grey(16, 16, i), corpus.resolve("d/" + i + ".png"));
    }
    Pictures.write(Pictures.mask(16, 16, 255), corpus.resolve("d/m0.png"));
    Pictures.write(Pictures.mask(8, 8, 255), corpus.resolve("d/m1.png"));
    Pictures.write(Pictures.rgb(16, 16, 3), corpus.resolve("d/m2.png"));
    text("d/m3.png", "no picture");
    text("d/train.csv", "path,mask\n0.png,m0.png\n1.png,m1.png\n2.png,m2.png\n3.png,m3.png\n");
    text("d/val.csv", "path\n");

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows()).hasSize(1);
    assertThat(ingest.refusals()).containsOnly(Reason.BAD_MASK).hasSize(3);
  }

  @Test
  void boxesLabelsAndFieldsOfViewComeAlong() throws IOException {
    Pictures.write(Pictures.rgb(16, 16, 1), corpus.resolve("d/a.png"));
    Pictures.write(Pictures.mask(16, 16, 255), corpus.resolve("d/f.gif"));
    text("d/test.csv", "path,label,boxes,fov\na.png,sick,1 2 3 4 cell,f.gif\n");

    ImageRow row = LocalIngest.of(corpus).rows(Split.TEST).get(0);

    assertThat(row.label()).isEqualTo("sick");
    assertThat(row.boxes()).hasSize(1);
    assertThat(row.boxes().get(0).label()).isEqualTo("cell");
    assertThat(Arrays.stream(pixels(row.fov())).sum()).isEqualTo(16);
  }

  @Test
  void aBrokenVolumeIsRefusedEvenIfItsFirstSlicesAreWhole() throws IOException {
    volume("d/v.nii.gz", 8);
    byte[] whole = Files.readAllBytes(corpus.resolve("d/v.nii.gz"));
    Files.write(corpus.resolve("d/cut.nii.gz"), Arrays.copyOf(whole, whole.length - 20));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.refusals()).containsExactly(Reason.TRUNCATED);
  }

  @Test
  void theSamePictureHasTheSameHashesWhateverItsFile() throws IOException {
    BufferedImage image = Pictures.rgb(100, 80, 5);
    Pictures.write(image, corpus.resolve("d/a.png"));
    Pictures.write(image, corpus.resolve("d/b.bmp"));
    Pictures.write(image, corpus.resolve("d/c.jpg"));
    Pictures.write(Pictures.rgb(100, 80, 6), corpus.resolve("d/d.png"));

    List<Outcome.Row> rows =
        LocalIngest.of(corpus).outcomes().stream()
            .map(Outcome.Row.class::cast)
            .sorted(Comparator.comparing(o -> o.row().contentHash()))
            .toList();

    assertThat(rows.stream().map(o -> o.row().contentHash()).distinct()).hasSize(3);
    assertThat(rows.stream().map(o -> o.row().imageId()).distinct()).hasSize(4);
    long close = 0;
    for (Outcome.Row a : rows) {
      for (Outcome.Row b : rows) {
        close += PerceptualHash.distance(a.print(), b.print()) <= 4 ? 1 : 0;
      }
    }
    assertThat(close).isEqualTo(10);
  }

  private void volume(String path, int slices) throws IOException {
    Files.createDirectories(corpus.resolve(path).getParent());
    double[] values =
        IntStream.range(0, 56 * slices).mapToDouble(i -> 100 + (i * 7919L) % 500).toArray();
    NiftiBuilder.of(8, 7, slices).values(values).write(corpus.resolve(path));
  }

  private static int[] pixels(byte[] png) throws IOException {
    return pixels(ImageIO.read(new ByteArrayInputStream(png)));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  private void text(String path, String content) throws IOException {
    Files.createDirectories(corpus.resolve(path).getParent());
    Files.writeString(corpus.resolve(path), content);
  }
}
