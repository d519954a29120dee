package org.lvmmed.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes TIFF files, a strip a page, with whatever the tags are to say. */
public final class TiffBuilder {
  private static final int WIDTH = 256;
  private static final int STRIP_OFFSET = 273;

  private final ByteOrder order;
  private final List<Page> pages = new ArrayList<>();

  private record Page(Map<Integer, Integer> tags, byte[] data) {}

  public TiffBuilder(ByteOrder order) {
    this.order = order;
  }

  /** Adds an uncompressed page of one sample a pixel. */
  public TiffBuilder page(int rows, int columns, int bits, int sampleFormat, byte[] data) {
    Map<Integer, Integer> tags = new TreeMap<>();
    tags.put(WIDTH, columns);
    tags.put(257, rows);
    tags.put(258, bits);
    tags.put(259, 1);
    tags.put(262, 1);
    tags.put(STRIP_OFFSET, 0);
    tags.put(277, 1);
    tags.put(278, rows);
    tags.put(279, data.length);
    tags.put(339, sampleFormat);
    pages.add(new Page(tags, data));
    return this;
  }

  /** Sets a tag of the last page. */
  public TiffBuilder tag(int tag, int value) {
    pages.get(pages.size() - 1).tags.put(tag, value);
    return this;
  }

  public byte[] build() {
    int size = 8 + pages.stream().mapToInt(p -> 6 + 12 * p.tags.size() + p.data.length).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(order);
    out.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    out.putShort((short) 42).putInt(8);
    for (int i = 0; i < pages.size(); i++) {
      write(out, pages.get(i), i == pages.size() - 1);
    }
    return out.array();
  }

  private static void write(ByteBuffer out, Page page, boolean last) {
    int data = out.position() + 6 + 12 * page.tags.size();
    page.tags.put(STRIP_OFFSET, data);
    out.putShort((short) page.tags.size());
    page.tags.forEach(
        (tag, value) -> out.putShort(tag.shortValue()).putShort((short) 4).putInt(1).putInt(value));
    out.putInt(last ? 0 : data + page.data.length);
    out.put(page.data);
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, build());
  }
}
