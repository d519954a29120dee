package org.lvmmed.ingest.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lvmmed.ingest.Archives.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.MaskPixels;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

class NpyReaderTest {

  @TempDir Path folder;

  @Test
  void anArrayOfEitherByteOrderIsAVolume() throws Exception {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      ByteBuffer values = ByteBuffer.allocate(2 * 2 * 8 * 9).order(order);
      for (int i = 0; i < 144; i++) {
        values.putShort((short) (i - 70));
      }
      String type = order == ByteOrder.BIG_ENDIAN ? ">i2" : "<i2";
      Path file = Files.write(folder.resolve("v.npy"), npy(type, "2, 8, 9", values.array()));

      Reading read = Reading.of(file);

      assertThat(read.header().type()).isEqualTo(SampleType.INT16);
      assertThat(read.header().dims()).containsExactly(2, 8, 9);
      assertThat(read.values()[143]).isEqualTo(73);
    }
  }

  @Test
  void namesTellImageAndMaskOfAnArchive() throws Exception {
    Files.createDirectories(folder.resolve("d"));
    byte[] image = new byte[3 * 64];
    byte[] mask = new byte[3 * 64];
    image[70] = 99;
    mask[71] = 1;
    npz(
        "d/case.npz",
        Map.of("image", npy("|u1", "3, 8, 8", image), "label", npy("|u1", "3, 8, 8", mask)));
    Files.writeString(folder.resolve("d/train.csv"), "path,mask\ncase.npz,case.npz\n");

    LocalIngest ingest = LocalIngest.of(folder);

    assertThat(MaskPixels.picture(ingest.rows().get(1))[6]).isEqualTo(99);
    assertThat(MaskPixels.mask(ingest.rows().get(1))[7]).isEqualTo(1);
  }

  @Test
  void axesThatMayBeMeantOtherwiseAreTold() throws Exception {
    Files.createDirectories(folder.resolve("d"));
    Files.write(folder.resolve("d/planes.npy"), npy("|u1", "3, 8, 8", new byte[192]));
    Files.write(folder.resolve("d/four.npy"), npy("|u1", "8, 8, 4", new byte[256]));
    npz(
        "d/both.npz",
        Map.of(
            "image", npy("|u1", "8, 8", new byte[64]), "label", npy("|u1", "8, 8", new byte[64])));

    String told = LocalIngest.of(folder).outcomes().toString();

    assertThat(told).contains("before rows and columns").contains("alpha").contains("like a mask");
  }

  @Test
  void picturesAndLabelsOfDifferentNumberAreRefused() throws Exception {
    Files.createDirectories(folder.resolve("d"));
    Map<String, byte[]> arrays =
        Map.of(
            "images",
            npy("|u1", "4, 8, 8", new byte[256]),
            "labels",
            npy("|u1", "3,", new byte[3]));
    npz("d/set.npz", arrays);
    Files.write(folder.resolve("d/other.npy"), npy("|u1", "8, 8", new byte[64]));

    assertThat(LocalIngest.of(folder).plan().fates().toString())
        .contains("4 pictures and 3 labels");
  }

  @Test
  void splitsOfAnArchivesOwnAreNotMixed() throws Exception {
    Path file =
        npz(
            "m.npz",
            Map.of(
                "train_images", npy("|u1", "3, 8, 8", new byte[192]),
                "test_images", npy("|u1", "1, 8, 8", new byte[64])));
    assertThat(Reading.refusalOf(file)).hasMessageContaining("test pictures");
  }

  @Test
  void anEntryThatUnpacksToMoreThanItAnnouncesCostsItselfAlone() throws Exception {
    Path file = npz("b.npz", Map.of("x", npy("|u1", "8, 8", new byte[50 << 20])));
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertThat(Reading.refusalOf(file).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void whatIsNoPictureOrCutIsRefused() throws Exception {
    Path labels = Files.write(folder.resolve("y.npy"), npy("<i8", "5,", new byte[40]));
    assertThat(Reading.refusalOf(labels).reason()).isEqualTo(Reason.NO_IMAGE);
    Path cut = Files.write(folder.resolve("c.npy"), npy("<f4", "8, 8", new byte[100]));
    assertThat(Reading.refusalOf(cut).reason()).isEqualTo(Reason.TRUNCATED);
    Path complex = Files.write(folder.resolve("z.npy"), npy("<c8", "8, 8", new byte[512]));
    assertThat(Reading.refusalOf(complex).reason()).isEqualTo(Reason.UNSUPPORTED);
  }

  private Path npz(String name, Map<String, byte[]> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : new TreeMap<>(arrays).entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }
}
