package org.lvmmed.jobs.ingest.parquet;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.Columns;
import org.lvmmed.ingest.container.Container;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.container.Contents;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Paths;
import org.lvmmed.ingest.io.Source;
import org.lvmmed.ingest.names.EntryNames;
import org.lvmmed.ingest.names.SplitWords;

/**
 * A table as a folder: {@code image/17/scan.png} is the picture in column {@code image} of row 17,
 * whose field {@code path} ends in {@code scan.png}; {@code image/17} where there is no such field.
 */
final class ParquetTable implements Container {
  private static final int LONGEST_NAME = 200;

  private final Source source;
  private final ContainerLimits limits;
  private final MessageType schema;
  private final ClassNames names;
  private final List<BlockMetaData> groups;
  private final long rows;
  private final Map<String, PictureColumn> columns = new HashMap<>();

  ParquetTable(Source source, ContainerLimits limits) throws IOException, UnreadableImageException {
    this.source = source;
    this.limits = limits;
    try (ParquetFileReader reader = SourceInput.reader(source)) {
      schema = reader.getFileMetaData().getSchema();
      names = ClassNames.of(reader.getFileMetaData().getKeyValueMetaData());
      groups = reader.getRowGroups();
      rows = reader.getRecordCount();
    }
    limits.checkEntries(rows);
    double unpacked = 0;
    for (BlockMetaData group : groups) {
      unpacked += group.getTotalByteSize();
    }
    limits.checkUnpacked(unpacked, source.size());
  }

  @Override
  public Contents contents(Columns meant) throws IOException, UnreadableImageException {
    TableColumns chosen = TableColumns.of(schema, meant, names);
    List<Contents.Entry> images = new ArrayList<>();
    List<Contents.Entry> masks = new ArrayList<>();
    List<Contents.Row> told = new ArrayList<>();
    Set<String> remarks = new LinkedHashSet<>();
    remark(chosen, remarks);
    try (RowCursor cursor = new RowCursor(source, described(chosen))) {
      long first = 0;
      for (BlockMetaData group : groups) {
        long image = size(group, chosen.image());
        long mask = chosen.mask() == null ? 0 : size(group, chosen.mask());
        for (long row = first; row < first + group.getRowCount(); row++) {
          Group record = cursor.read(row);
          String path = entry(chosen.image(), row, record);
          String beside = mask(chosen, row, record);
          images.add(new Contents.Entry(path, image, chosen.image()));
          if (beside != null) {
            masks.add(new Contents.Entry(beside, mask, chosen.mask()));
          }
          told.add(row(chosen, record, path, beside, remarks));
        }
        first += group.getRowCount();
      }
    }
    images.addAll(masks);
    limits.checkEntries(images.size());
    return new Contents(images, List.of(), told, List.copyOf(remarks));
  }

  /** The entry of a row's mask; null where the cell is empty. */
  private static @Nullable String mask(TableColumns chosen, long row, Group record) {
    String column = chosen.mask();
    return column == null || PictureColumn.bytes(record, column).length == 0
        ? null
        : entry(column, row, record);
  }

  private void remark(TableColumns chosen, Set<String> remarks) {
    if (chosen.manyLabels()) {
      remarks.add(
          "The table gives each picture a list of labels, and a picture has one here, so that they"
              + " are left out; name a column of single ones with columns.label in dataset.conf");
    }
    if (!names.readable()) {
      remarks.add(
          "The table's Hugging Face metadata cannot be read, so that classes have numbers and no"
              + " names");
    }
  }

  private Contents.Row row(
      TableColumns chosen, Group record, String image, @Nullable String mask, Set<String> remarks)
      throws UnreadableImageException {
    String word = text(record, chosen.split());
    String split = word == null ? null : SplitWords.of(word).orElse(null);
    if (word != null && split == null) {
      remarks.add(
          "The column split has values other than train, validation and test; these rows go by the"
              + " name of their file");
    }
    return new Contents.Row(
        image, split, label(chosen.label(), record), mask, text(record, chosen.patient()), null);
  }

  private @Nullable String label(@Nullable String column, Group record)
      throws UnreadableImageException {
    String value = text(record, column);
    try {
      return value == null || column == null ? null : names.name(column, value);
    } catch (IllegalArgumentException e) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "Labels do not fit their names: " + e.getMessage(), e);
    }
  }

  private static @Nullable String text(Group record, @Nullable String column) {
    return column == null || record.getFieldRepetitionCount(column) == 0
        ? null
        : record.getValueToString(record.getType().getFieldIndex(column), 0);
  }

  /** All that is read of the table while its pictures are left alone; masks may be missing. */
  private MessageType described(TableColumns chosen) {
    List<Type> fields = new ArrayList<>();
    for (Type field : schema.getFields()) {
      String name = field.getName();
      if (name.equals(chosen.image())) {
        if (hasPath(field)) {
          GroupType picture = field.asGroupType();
          fields.add(picture.withNewFields(picture.getType("path")));
        }
      } else if (name.equals(chosen.mask())
          || name.equals(chosen.label())
          || name.equals(chosen.patient())
          || name.equals(chosen.split())) {
        fields.add(field);
      }
    }
    return new MessageType(schema.getName(), fields);
  }

  static boolean hasPath(Type field) {
    return !field.isPrimitive()
        && field.asGroupType().containsField("path")
        && field.asGroupType().getType("path").isPrimitive();
  }

  private static String entry(String column, long row, Group record) {
    String name = name(record, column);
    return column + "/" + row + (name.isEmpty() ? "" : "/" + name);
  }

  /** The last part of the picture's path; "" where the record has none that is fit for a name. */
  static String name(Group record, String column) {
    if (!record.getType().containsField(column)
        || !hasPath(record.getType().getType(column))
        || record.getFieldRepetitionCount(column) == 0) {
      return "";
    }
    Group picture = record.getGroup(column, 0);
    if (picture.getFieldRepetitionCount("path") == 0) {
      return "";
    }
    String path = picture.getString("path", 0).replace('\\', '/');
    return EntryNames.path(Paths.name(path))
        .filter(name -> name.length() <= LONGEST_NAME)
        .orElse("");
  }

  /** What a picture of a row group has on average. */
  private static long size(BlockMetaData group, String column) {
    long bytes = 0;
    for (ColumnChunkMetaData chunk : group.getColumns()) {
      if (chunk.getPath().toArray()[0].equals(column)) {
        bytes += chunk.getTotalUncompressedSize();
      }
    }
    return bytes / Math.max(1, group.getRowCount());
  }

  /** A picture's place in the table. */
  private record Cell(String column, long row, String name) {}

  private Cell cell(String entry) throws IOException {
    String[] parts = entry.split("/", 3);
    boolean known =
        parts.length > 1
            && TableColumns.pictures(schema).contains(parts[0])
            && parts[1].matches("0|[1-9]\\d{0,17}")
            && Long.parseLong(parts[1]) < rows;
    if (!known) {
      throw new FileNotFoundException("The table has no such row");
    }
    return new Cell(parts[0], Long.parseLong(parts[1]), parts.length > 2 ? parts[2] : "");
  }

  private synchronized PictureColumn.Picture picture(String entry) throws IOException {
    Cell cell = cell(entry);
    PictureColumn column = columns.get(cell.column);
    if (column == null || column.isPast(cell.row)) {
      if (column != null) {
        column.close();
      }
      column = new PictureColumn(source, schema, cell.column);
      columns.put(cell.column, column);
    }
    PictureColumn.Picture picture = column.at(cell.row);
    if (!picture.name().equals(cell.name)) {
      throw new FileNotFoundException("The row has another picture");
    }
    return picture;
  }

  @Override
  public boolean exists(String entry) throws IOException {
    try {
      picture(entry);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public long size(String entry) throws IOException {
    return picture(entry).bytes().length;
  }

  @Override
  public InputStream open(String entry) throws IOException {
    return new ByteArrayInputStream(picture(entry).bytes());
  }

  @Override
  public synchronized void close() throws IOException {
    for (PictureColumn column : columns.values()) {
      column.close();
    }
    columns.clear();
  }
}
