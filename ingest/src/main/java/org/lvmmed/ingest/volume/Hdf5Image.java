package org.lvmmed.ingest.volume;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Reads an array picture by picture, several at once where they are small. */
final class Hdf5Image implements MedicalImage {
  private static final int BLOCK_BYTES = 8 << 20;

  private final HdfFile file;
  private final @Nullable Path copy;
  private final Dataset array;
  private final ImageHeader header;

  /**
   * @param copy to be deleted in the end, or null
   */
  Hdf5Image(HdfFile file, @Nullable Path copy, Dataset array, ImageHeader header) {
    this.file = file;
    this.copy = copy;
    this.array = array;
    this.header = header;
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    int frameBytes = header.rows() * header.columns() * header.samples() * header.type().bytes();
    boolean stacked = header.frames() > 1;
    int outer = stacked ? array.getDimensions()[0] : 1;
    int perOuter = header.frames() / outer;
    int block = Math.max(1, BLOCK_BYTES / Math.max(1, frameBytes * perOuter));
    int index = 0;
    for (int from = 0; from < outer; from += block) {
      int count = Math.min(block, outer - from);
      ByteBuffer values = read(stacked, from, count, count * perOuter * frameBytes);
      for (int i = 0; i < count * perOuter; i++) {
        byte[] data = new byte[frameBytes];
        values.get(data);
        consumer.accept(
            new Frame(
                index++, header.rows(), header.columns(), header.samples(), header.type(), data));
      }
    }
  }

  private ByteBuffer read(boolean stacked, int from, int count, int bytes)
      throws UnreadableImageException {
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      flatten(stacked ? slab(from, count) : array.getData(), out);
    } catch (RuntimeException e) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "The hdf5 data break the rules of their format", e);
    }
    return out.flip();
  }

  private Object slab(int from, int count) {
    int[] dims = array.getDimensions();
    long[] offset = new long[dims.length];
    offset[0] = from;
    int[] size = Arrays.copyOf(dims, dims.length);
    size[0] = count;
    return array.getData(offset, size);
  }

  /** Java has unsigned values in the next wider type. */
  private void flatten(Object values, ByteBuffer out) {
    if (values instanceof Object[] inner) {
      for (Object part : inner) {
        flatten(part, out);
      }
    } else if (values instanceof float[] floats) {
      for (float value : floats) {
        out.putFloat(value);
      }
    } else if (values instanceof double[] doubles) {
      for (double value : doubles) {
        out.putDouble(value);
      }
    } else {
      int length = java.lang.reflect.Array.getLength(values);
      for (int i = 0; i < length; i++) {
        put(java.lang.reflect.Array.getLong(values, i), header.type(), out);
      }
    }
  }

  private static void put(long value, SampleType type, ByteBuffer out) {
    switch (type.bytes()) {
      case 1 -> out.put((byte) value);
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      default -> out.putLong(value);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }
}
