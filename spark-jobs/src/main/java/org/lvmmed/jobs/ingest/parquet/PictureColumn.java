package org.lvmmed.jobs.ingest.parquet;

import java.io.Closeable;
import java.io.IOException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.io.Source;

/** The pictures of one column, in the order of rows; the latest is kept. */
final class PictureColumn implements Closeable {
  private final RowCursor cursor;
  private final String column;
  private @Nullable Picture latest;

  PictureColumn(Source source, MessageType schema, String column) throws IOException {
    Type field = schema.getType(column);
    this.column = column;
    this.cursor = new RowCursor(source, new MessageType(schema.getName(), field));
  }

  /**
   * @param name the end of its path, or ""
   * @param bytes none where the cell is empty
   */
  record Picture(String name, byte[] bytes) {}

  /** Whether a row lies behind, so that another reader is needed for it. */
  boolean isPast(long row) {
    return row < cursor.next() - 1 || row == cursor.next() - 1 && latest == null;
  }

  Picture at(long row) throws IOException {
    Picture known = latest;
    if (known != null && row == cursor.next() - 1) {
      return known;
    }
    latest = null;
    Group record = cursor.read(row);
    Picture picture = new Picture(ParquetTable.name(record, column), bytes(record, column));
    latest = picture;
    return picture;
  }

  /** The picture in a cell; no bytes where it is empty. */
  static byte[] bytes(Group record, String column) {
    if (record.getFieldRepetitionCount(column) == 0) {
      return new byte[0];
    }
    if (record.getType().getType(column).isPrimitive()) {
      return record.getBinary(column, 0).getBytes();
    }
    Group picture = record.getGroup(column, 0);
    return picture.getFieldRepetitionCount("bytes") == 0
        ? new byte[0]
        : picture.getBinary("bytes", 0).getBytes();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
