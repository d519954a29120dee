package org.lvmmed.ingest.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.Reading;

class CtSeriesTest {
  @TempDir Path folder;

  @Test
  void slicesAreCtInHounsfieldUnitsWithoutAWindowAndTheSameForTheSameSeed() throws Exception {
    new CtSeries(1, 3, 64).write(PhantomSink.directory(folder.resolve("a")));
    new CtSeries(1, 3, 64).write(PhantomSink.directory(folder.resolve("b")));

    Path last = Path.of("ct/0000/0002.dcm");
    Reading slice = Reading.of(folder.resolve("a").resolve(last));
    double[] hounsfield =
        Arrays.stream(slice.values()).map(slice.header()::rescaled).sorted().toArray();

    assertThat(hounsfield[0]).isBetween(-1024.0, -950.0);
    assertThat(hounsfield[hounsfield.length - 1]).isBetween(100.0, 1000.0);
    assertThat(slice.header().window()).isNull();
    assertThat(slice.header().geometry().get(0).position()[2]).isEqualTo(5);
    assertThat(folder.resolve("b").resolve(last))
        .hasBinaryContent(Files.readAllBytes(folder.resolve("a").resolve(last)));
  }
}
