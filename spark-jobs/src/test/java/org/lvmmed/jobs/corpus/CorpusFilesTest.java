package org.lvmmed.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;

class CorpusFilesTest {

  private static final StructType TYPE =
      new StructType()
          .add("image_id", DataTypes.StringType)
          .add("image", new StructType().add("bytes", DataTypes.BinaryType));
  private static final int LARGE = 300_000;

  @TempDir Path folder;

  /** From small pictures at the start a writer would guess that it need not look for long. */
  @Test
  void aRowGroupIsBoundedInBytesThoughSmallPicturesComeFirst() throws IOException {
    SparkSession spark = LocalSpark.session();
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] picture = new byte[i < 200 ? 100 : LARGE];
      random.nextBytes(picture);
      rows.add(RowFactory.create("image-" + i, RowFactory.create((Object) picture)));
    }

    String uri = folder.resolve("table").toUri().toString();
    CorpusFiles.options(spark.createDataFrame(rows, TYPE).coalesce(1).write()).parquet(uri);

    List<BlockMetaData> groups = groups(folder.resolve("table"));
    assertThat(groups)
        .extracting(BlockMetaData::getTotalByteSize)
        .allMatch(bytes -> bytes <= CorpusFiles.GROUP_BYTES + 5 * LARGE);
    assertThat(groups).hasSizeLessThan(8);
    assertThat(groups.stream().mapToLong(BlockMetaData::getRowCount).sum()).isEqualTo(300);
  }

  private static List<BlockMetaData> groups(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      Path file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      var path = new org.apache.hadoop.fs.Path(file.toUri());
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
        return reader.getRowGroups();
      }
    }
  }
}
