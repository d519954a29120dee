package org.lvmmed.jobs.similarity;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lvmmed.model.descriptor.ImageDescriptor;
import org.lvmmed.model.descriptor.Similarities;

/**
 * The descriptors of some images as two matrices, a row an image, in the order of the image ids.
 *
 * @param ids of the images, ascending
 * @param series of the images; empty where unknown
 * @param contents hashes of the images' pixels
 * @param global images × global dimensions, unit rows
 * @param cells images × cells × cell dimensions, unit cells
 * @param cellCount cells of an image
 */
record DescriptorBlock(
    String[] ids,
    String[] series,
    String[] contents,
    float[] global,
    float[] cells,
    int cellCount) {

  private static final DescriptorBlock EMPTY =
      new DescriptorBlock(
          new String[0], new String[0], new String[0], new float[0], new float[0], 1);

  /** Gathers images. */
  static DescriptorBlock of(List<DescribedImage> images) {
    if (images.isEmpty()) {
      return EMPTY;
    }
    List<DescribedImage> ordered =
        images.stream().sorted(Comparator.comparing(DescribedImage::id)).toList();
    ImageDescriptor first = ordered.get(0).descriptor();
    DescriptorBlock block =
        new DescriptorBlock(
            new String[ordered.size()],
            new String[ordered.size()],
            new String[ordered.size()],
            new float[ordered.size() * first.global().length],
            new float[ordered.size() * first.cells().length],
            first.cellCount());
    for (int i = 0; i < ordered.size(); i++) {
      block.set(i, ordered.get(i));
    }
    return block;
  }

  private void set(int row, DescribedImage image) {
    ids[row] = image.id();
    series[row] = image.series() == null ? "" : image.series();
    contents[row] = image.content();
    float[] whole = image.descriptor().global();
    System.arraycopy(whole, 0, global, row * whole.length, whole.length);
    float[] parts = image.descriptor().cells();
    System.arraycopy(parts, 0, cells, row * parts.length, parts.length);
  }

  int size() {
    return ids.length;
  }

  List<DescribedImage> images() {
    List<DescribedImage> images = new ArrayList<>();
    for (int row = 0; row < size(); row++) {
      images.add(image(row));
    }
    return images;
  }

  DescribedImage image(int row) {
    return new DescribedImage(
        ids[row],
        series[row].isEmpty() ? null : series[row],
        contents[row],
        new ImageDescriptor(
            row(global, row, globalDimensions()), row(cells, row, cellValues()), cellCount));
  }

  private static float[] row(float[] values, int row, int length) {
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }

  int globalDimensions() {
    return global.length / size();
  }

  private int cellValues() {
    return cells.length / size();
  }

  boolean sameSeries(int row, DescriptorBlock other, int otherRow) {
    return !series[row].isEmpty() && series[row].equals(other.series[otherRow]);
  }

  boolean sameContent(int row, DescriptorBlock other, int otherRow) {
    return contents[row].equals(other.contents[otherRow]);
  }

  double globalSimilarity(int row, DescriptorBlock other, int otherRow) {
    int length = globalDimensions();
    return Similarities.global(global, row * length, other.global, otherRow * length, length);
  }

  double localSimilarity(int row, DescriptorBlock other, int otherRow) {
    int length = cellValues();
    return Similarities.local(
        cells, row * length, other.cells, otherRow * length, cellCount, length / cellCount);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(size());
    out.writeInt(cellCount);
    for (String[] column : List.of(ids, series, contents)) {
      for (String value : column) {
        out.writeUTF(value);
      }
    }
    writeFloats(out, global);
    writeFloats(out, cells);
  }

  static DescriptorBlock read(DataInputStream in) throws IOException {
    int size = in.readInt();
    int cellCount = in.readInt();
    return new DescriptorBlock(
        readTexts(in, size),
        readTexts(in, size),
        readTexts(in, size),
        readFloats(in),
        readFloats(in),
        cellCount);
  }

  private static String[] readTexts(DataInputStream in, int count) throws IOException {
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readUTF();
    }
    return values;
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes);
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = new byte[values.length * Float.BYTES];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
