package org.lvmmed.ingest.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.Reading;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

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
  void aFileOfNumbersWithoutPicturesIsRefused() throws Exception {
    Path file = folder.resolve("labels.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("y", new int[100]);
    }

    assertThat(Reading.refusalOf(file).reason()).isEqualTo(Reason.NO_IMAGE);
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
