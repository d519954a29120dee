package org.lvmmed.jobs.ingest.parquet;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.io.Source;

/**
 * Goes through some columns of a table row by row. Row groups that are passed over are not read.
 */
final class RowCursor implements Closeable {
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final MessageType wanted;
  private int group = -1;
  private long groupEnd;
  private long next;
  private @Nullable RecordReader<Group> records;

  /**
   * @param wanted the columns that are read
   */
  RowCursor(Source source, MessageType wanted) throws IOException {
    this.reader = SourceInput.reader(source);
    this.schema = reader.getFileMetaData().getSchema();
    this.wanted = wanted;
    reader.setRequestedSchema(wanted);
  }

  /** The number of the row that {@link #read} gives. */
  long next() {
    return next;
  }

  /** Goes forward to a row. */
  Group read(long row) throws IOException {
    while (row >= groupEnd) {
      nextGroup();
    }
    if (records == null) {
      records = records();
    }
    Group record = records.read();
    while (next++ < row) {
      record = records.read();
    }
    return record;
  }

  private void nextGroup() throws IOException {
    group++;
    if (group >= reader.getRowGroups().size()) {
      throw new EOFException("The table has fewer rows");
    }
    next = groupEnd;
    groupEnd += reader.getRowGroups().get(group).getRowCount();
    records = null;
  }

  private RecordReader<Group> records() throws IOException {
    PageReadStore pages = reader.readRowGroup(group);
    return new ColumnIOFactory()
        .getColumnIO(wanted, schema)
        .getRecordReader(pages, new GroupRecordConverter(wanted));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
