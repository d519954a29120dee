package org.lvmmed.ingest.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.MaskPixels;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.FilterFileStore;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.read.ImageReaders;

class Hdf5ReaderTest {

  @TempDir Path folder;

  @Test
  void theLargestArrayIsReadPictureByPicture() throws Exception {
    byte[][][][] pictures = new byte[5][8][9][3];
    for (int i = 0; i < 5; i++) {
      for (byte[][] row : pictures[i]) {
        for (byte[] pixel : row) {
          Arrays.fill(pixel, (byte) (i + 1));
        }
      }
    }
    Path file = folder.resolve("x.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("y", new int[5]);
      out.putDataset("x", pictures);
    }

    Reading read = Reading.of(file);

    assertThat(read.header().dims()).isEqualTo(List.of(5, 8, 9, 3));
    assertThat(read.header().type()).isEqualTo(SampleType.INT8);
    assertThat(read.frames()).hasSize(5);
    assertThat(read.frames().get(4).data()).containsOnly(5);
  }

  @Test
  void whatTheAttributeFillValueNamesIsPadding() throws Exception {
    Path file = folder.resolve("fill.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("x", new short[8][9]).putAttribute("_FillValue", (short) -32768);
    }

    assertThat(Reading.of(file).header().padding())
        .isEqualTo(new ImageHeader.Padding(-32768, -32768));
  }

  @Test
  void aFileThatIsNotOnTheLocalDiskIsReadAlike() throws Exception {
    short[][][] pictures = new short[300][16][16];
    for (int i = 0; i < pictures.length; i++) {
      for (short[] row : pictures[i]) {
        Arrays.fill(row, (short) i);
      }
    }
    Path file = folder.resolve("far.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("x", pictures);
    }
    FileStore elsewhere =
        new FilterFileStore(new LocalFileStore(folder)) {
          @Override
          public Optional<Path> local(String path) {
            return Optional.empty();
          }
        };
    List<Double> first = new ArrayList<>();
    try (MedicalImage image =
        ImageReaders.load(ReadLimits.DEFAULT).open(ImageReaders.source(elsewhere, "far.h5"))) {
      image.forEachFrame(frame -> first.add(frame.value(255)));
    }

    assertThat(first).hasSize(300).startsWith(0.0, 1.0).endsWith(298.0, 299.0);
  }

  @Test
  void aFileOfNumbersWithoutPicturesIsRefused() throws Exception {
    Path file = folder.resolve("labels.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("y", new int[100]);
    }

    assertThat(Reading.refusalOf(file).reason()).isEqualTo(Reason.NO_IMAGE);
  }

  @Test
  void namesTellTheImageFromItsMask() throws Exception {
    Files.createDirectories(folder.resolve("d"));
    byte[][][] image = new byte[3][8][8];
    byte[][][] mask = new byte[3][8][8];
    image[1][2][3] = 50;
    mask[1][2][4] = 1;
    try (WritableHdfFile out = HdfFile.write(folder.resolve("d/case.h5"))) {
      out.putDataset("image", image);
      out.putDataset("label", mask);
    }
    Files.writeString(folder.resolve("d/dataset.conf"), "slices.skip-empty = false");
    LocalIngest alone = LocalIngest.of(folder);
    assertThat(alone.rows()).hasSize(3).allMatch(row -> row.mask() == null);
    assertThat(alone.warnings()).contains("format");

    Files.writeString(folder.resolve("d/train.csv"), "path,mask\ncase.h5,case.h5\n");
    LocalIngest both = LocalIngest.of(folder);
    assertThat(MaskPixels.mask(both.rows().get(1))[2 * 8 + 4]).isEqualTo(1);
    assertThat(MaskPixels.count(MaskPixels.mask(both.rows().get(0)), 1)).isZero();
  }

  @Test
  void arraysThatNothingTellsApartAreNamedInTheConfiguration() throws Exception {
    Files.createDirectories(folder.resolve("d"));
    byte[][][] second = new byte[3][8][8];
    second[0][0][0] = 9;
    try (WritableHdfFile out = HdfFile.write(folder.resolve("d/case.h5"))) {
      out.putDataset("a", new byte[3][8][8]);
      out.putDataset("b", second);
    }
    assertThat(Reading.refusalOf(folder.resolve("d/case.h5"))).hasMessageContaining("hdf5.image");

    Files.writeString(
        folder.resolve("d/dataset.conf"), "hdf5.image = b, slices.skip-empty = false");
    assertThat(LocalIngest.of(folder).rows()).hasSize(3);
  }

  /** Written once with HDF5's own library, of which this one cannot write these kinds. */
  @Test
  void chunksThatWereNeverWrittenHoldTheFillValue() throws Exception {
    Reading read =
        packed(
            "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwp+CKLyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66"
                + "upAgV1eQ6v9oAGaPAQuE5mAYBSMReLg6BoDoCCgflkpPMKGqS0ksSUROjx4U2svIwAYxixHGt4DQzBAB"
                + "aLKEp0sYjUucGehykE4BoAATkk9YoeJMzEyMIPGf/2HmcEDEoWIcDAoQc5hYKlgRWY8FagVSaATQJB6C"
                + "/fxdQDka5h8F5tG0SQ4AlXeMWMo7B6g8EwH9OwRR+cw40h3TaFCPglEwCkbBKBgFo2AUjIJRMOQBK4UQ"
                + "APlkWJ34EQAA");

    double[] expected = new double[256];
    Arrays.fill(expected, -7);
    Arrays.fill(expected, 128, 160, 5);
    assertThat(read.values()).containsExactly(expected);
  }

  @Test
  void halfFloatsAndTruthsAreRead() throws Exception {
    assertThat(
            packed(
                    "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwoaOFD5MPkEKM0IpTug9AommDgjWE4CKi4INR9d"
                        + "XUiQqytI9X80ALPHgAVCczCMgpEIPFwdA0B0BJQPS6UnmFDVVaClRw8K7WVkYIWYxQjja0BoJkaU9IiL"
                        + "ZgamfJBKQQV+Biaoy7lYGbj4ofKsQJUgeSYmiIEc0JzCzAgzooEBuw8HBgT7+buAcjTMfwrMo2lzFIyC"
                        + "IQvsBhYCAPe4FSmACAAA")
                .values())
        .containsOnly(1.5);
    Reading truths =
        packed(
            "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwocOFD5MPkEKM0IpTug9AommDgjWE4CKi4INR9d"
                + "XUiQqytI9X80ALPHgAVCczCMgpEIPFwdA0B0BJQPS6UnmFDV5SYWZyOnRw8K7WVkYIWYxQjja0BoJkaU"
                + "9IiLZgaqB6d/JogRAhwwozgY3Bx9gl3BaT/UFZaJWIHiIHkmJogFHNCcw8wIM9IBzYUZdI2HYD9/F1CO"
                + "hvlPgXk0bY6CUTBUASOFDABj5+epQAgAAA==");
    assertThat(truths.values()[9]).isEqualTo(1);
    assertThat(Arrays.stream(truths.values()).sum()).isEqualTo(8);
  }

  @Test
  void aFilterThatIsNotReadIsNamedWithTheRemedy() throws Exception {
    byte[] scaled =
        unpacked(
            "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwq+8aPyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66"
                + "upAgV1eQ6v9oAGaPAQuE5mAYBSMReLg6BoDoCCgflkpPMKGqq0BLjx4U2svIwAYxixHG14DQTIwo"
                + "6REXzQx0KUilAFCACcnlrEAVIHEmZohB3AwFYD4j1B42sD4RhuLkxJzU/LS04tQSsDjMuw5QmgnJ"
                + "r4xk+I8DmjOZmZgrWBFO50BYhZrjgv38XUA5GiaqwDyaNskBoPKOEUt550ZA3wZ+9PhDpZlGg3YU"
                + "jIJRMApGwSgYBaNgWAE2UFsPvaH/h8GJx9FNpslL57CfLUuQr2tYbFtU7vG4Oo6kPs+0eV1Z607n"
                + "7ecpOu9bdr+v6v35OgYAWgz2K/YPAAA=");

    UnreadableImageException refusal =
        Reading.refusalOf(Files.write(folder.resolve("scaled.h5"), scaled));

    assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(refusal).hasMessageContaining("scale-offset").hasMessageContaining("h5repack");
  }

  private Reading packed(String base64) throws Exception {
    return Reading.of(Files.write(folder.resolve("packed.h5"), unpacked(base64)));
  }

  private static byte[] unpacked(String base64) throws Exception {
    byte[] gzip = Base64.getDecoder().decode(base64);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  @Test
  void aCutFileIsRefused() throws Exception {
    Path file = folder.resolve("whole.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("x", new int[4][32][32]);
    }
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, whole.length / 2));

    assertThat(Reading.refusalOf(cut).reason()).isIn(Reason.CORRUPT, Reason.TRUNCATED);
  }
}
