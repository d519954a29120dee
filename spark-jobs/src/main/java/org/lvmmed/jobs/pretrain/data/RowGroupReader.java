package org.lvmmed.jobs.pretrain.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.lvmmed.jobs.corpus.RowGroups;

/** Reads the pictures of single row groups of the corpus, and nothing else of them. */
final class RowGroupReader implements PictureSource {

  private final List<String> files;
  private final Configuration configuration;
  private final Map<Integer, long[]> firstRows = new ConcurrentHashMap<>();

  RowGroupReader(List<String> files, Configuration configuration) {
    this.files = List.copyOf(files);
    this.configuration = configuration;
  }

  /** The row group that holds a row of a file. */
  int groupOf(int file, long row) throws IOException {
    return RowGroups.groupOf(firstRows(file), row);
  }

  /** The number of a row group's first row. */
  long firstRow(int file, int group) throws IOException {
    return firstRows(file)[group];
  }

  @Override
  public List<byte[]> read(int file, int group) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      MessageType pictures = new MessageType(schema.getName(), pictureOnly(schema));
      reader.setRequestedSchema(pictures);
      PageReadStore pages = reader.readRowGroup(group);
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(pictures, schema);
      RecordReader<Group> records =
          columns.getRecordReader(pages, new GroupRecordConverter(pictures));
      List<byte[]> images = new ArrayList<>();
      for (long i = 0; i < pages.getRowCount(); i++) {
        images.add(records.read().getGroup("image", 0).getBinary("bytes", 0).getBytes());
      }
      return images;
    }
  }

  private static org.apache.parquet.schema.GroupType pictureOnly(MessageType schema) {
    var image = schema.getType("image").asGroupType();
    return image.withNewFields(image.getType("bytes"));
  }

  private long[] firstRows(int file) throws IOException {
    long[] known = firstRows.get(file);
    if (known != null) {
      return known;
    }
    long[] first = RowGroups.firstRows(files.get(file), configuration);
    firstRows.put(file, first);
    return first;
  }

  /** Whether the corpus lies on this machine's own disk. */
  boolean local() throws IOException {
    return files.isEmpty()
        || new Path(files.get(0)).getFileSystem(configuration) instanceof LocalFileSystem;
  }

  private ParquetFileReader open(int file) throws IOException {
    return ParquetFileReader.open(
        HadoopInputFile.fromPath(new Path(files.get(file)), configuration));
  }
}
