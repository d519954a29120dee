package org.lvmmed.ingest.volume;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.Columns;
import org.lvmmed.ingest.container.Container;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.container.Contents;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * A NumPy archive as a folder: {@code train_images/17} is {@code train_images[17]}, as a {@code
 * .npy} of its own. Compressed arrays are gone through in order.
 */
final class NpzContainer implements Container {
  private final ZipFile zip;
  private final NpzLayout layout;
  private final ContainerLimits limits;
  private final Map<String, NpzArray> served = new HashMap<>();
  private final Map<String, Cursor> cursors = new HashMap<>();

  NpzContainer(ZipFile zip, NpzLayout layout, ContainerLimits limits) {
    this.zip = zip;
    this.layout = layout;
    this.limits = limits;
    for (NpzLayout.Part part : layout.parts().values()) {
      served.put(part.imageName(), part.images());
      if (part.maskName() != null && part.masks() != null) {
        served.put(part.maskName(), part.masks());
      }
    }
  }

  /** An element of an array. */
  private record Item(NpzArray array, String name, int index) {
    byte[] header() throws IOException {
      try {
        return array.header().header(array.itemShape());
      } catch (UnreadableImageException e) {
        throw new IOException(e);
      }
    }
  }

  /** The stream of an array, before its next element. */
  private final class Cursor {
    private final InputStream in;
    private int next;
    private byte[] last = new byte[0];

    Cursor(NpzArray array) throws IOException {
      in = array.values(zip);
    }

    byte[] at(Item item) throws IOException {
      if (item.index == next - 1) {
        return last;
      }
      long bytes = (long) item.array.itemBytes();
      in.skipNBytes(bytes * (item.index - next));
      last = in.readNBytes((int) bytes);
      if (last.length < bytes) {
        throw new EOFException("The array ends early");
      }
      next = item.index + 1;
      return last;
    }
  }

  @Override
  public Contents contents(Columns columns) throws IOException, UnreadableImageException {
    NpzLabels labels = new NpzLabels(layout, zip, columns.label());
    List<Contents.Entry> entries = new ArrayList<>();
    List<Contents.Row> rows = new ArrayList<>();
    for (Map.Entry<String, NpzLayout.Part> split : layout.parts().entrySet()) {
      NpzLayout.Part part = split.getValue();
      part.images().verify(zip);
      if (part.masks() != null) {
        part.masks().verify(zip);
      }
      String word = split.getKey().isEmpty() ? null : split.getKey();
      for (int i = 0; i < part.images().count(); i++) {
        String image = part.imageName() + "/" + i;
        String mask = part.maskName() == null ? null : part.maskName() + "/" + i;
        rows.add(new Contents.Row(image, word, labels.of(split.getKey(), i), mask, null, null));
      }
      list(part.imageName(), part.images(), entries);
      list(part.maskName(), part.masks(), entries);
    }
    limits.checkEntries(entries.size());
    return new Contents(entries, List.of(), rows, labels.remarks());
  }

  private static void list(
      @Nullable String name, @Nullable NpzArray array, List<Contents.Entry> entries) {
    for (int i = 0; array != null && name != null && i < array.count(); i++) {
      entries.add(new Contents.Entry(name + "/" + i, (long) array.itemBytes(), name));
    }
  }

  @Override
  public boolean exists(String entry) {
    return find(entry) != null;
  }

  @Override
  public long size(String entry) throws IOException {
    Item item = item(entry);
    return item.header().length + (long) item.array.itemBytes();
  }

  @Override
  public synchronized InputStream open(String entry) throws IOException {
    Item item = item(entry);
    Cursor cursor = cursors.get(item.name);
    if (cursor == null || item.index < cursor.next - 1) {
      cursor = new Cursor(item.array);
      cursors.put(item.name, cursor);
    }
    return new SequenceInputStream(
        new ByteArrayInputStream(item.header()), new ByteArrayInputStream(cursor.at(item)));
  }

  private Item item(String entry) throws IOException {
    Item item = find(entry);
    if (item == null) {
      throw new FileNotFoundException("The archive has no such item");
    }
    return item;
  }

  private @Nullable Item find(String entry) {
    int slash = entry.lastIndexOf('/');
    NpzArray array = slash < 0 ? null : served.get(entry.substring(0, slash));
    String number = entry.substring(slash + 1);
    if (array == null || !number.matches("0|[1-9]\\d{0,8}")) {
      return null;
    }
    int index = Integer.parseInt(number);
    return index < array.count() ? new Item(array, entry.substring(0, slash), index) : null;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
