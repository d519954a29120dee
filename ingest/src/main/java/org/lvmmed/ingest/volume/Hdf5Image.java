package org.lvmmed.ingest.volume;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
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
  private final Dataset array;
  private final ImageHeader header;
  private final List<String> remarks;

  /**
   * @param file closed with the image
   */
  Hdf5Image(HdfFile file, Dataset array, ImageHeader header, List<String> remarks) {
    this.remarks = List.copyOf(remarks);
    this.file = file;
    this.array = array;
    this.header = header;
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public List<String> remarks() {
    return remarks;
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
      fill(from, stacked ? count : array.getDimensions()[0], out);
    } catch (RuntimeException e) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "The hdf5 data break the rules of their format", e);
    }
    return out.flip();
  }

  /** Chunks that were never written hold the fill value, which the library leaves out. */
  private void fill(int from, int count, ByteBuffer out) {
    if (!(array instanceof ChunkedDataset chunked)
        || !(array.getFillValue() instanceof Number value)
        || value.doubleValue() == 0) {
      return;
    }
    int[] dims = array.getDimensions();
    int[] chunk = chunked.getChunkDimensions();
    int[] at = new int[dims.length];
    at[0] = from / chunk[0] * chunk[0];
    while (at[0] < from + count) {
      if (!isWritten(chunked, at)) {
        fill(at, chunk, from, count, value, out);
      }
      advance(at, chunk, dims);
    }
  }

  private static boolean isWritten(ChunkedDataset array, int[] at) {
    try {
      return array.getRawChunkBuffer(at) != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static void advance(int[] at, int[] step, int[] dims) {
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis] += step[axis];
      if (at[axis] < dims[axis] || axis == 0) {
        return;
      }
      at[axis] = 0;
    }
  }

  private void fill(int[] at, int[] chunk, int from, int count, Number value, ByteBuffer out) {
    int[] dims = array.getDimensions();
    int[] low = at.clone();
    int[] high = new int[at.length];
    for (int axis = 0; axis < at.length; axis++) {
      high[axis] = Math.min(dims[axis], at[axis] + chunk[axis]);
    }
    low[0] = Math.max(low[0], from);
    high[0] = Math.min(high[0], from + count);
    int[] index = low.clone();
    while (index[0] < high[0]) {
      int flat = index[0] - from;
      for (int axis = 1; axis < dims.length; axis++) {
        flat = flat * dims[axis] + index[axis];
      }
      put(value, flat, out);
      int axis = dims.length - 1;
      while (++index[axis] >= high[axis] && axis > 0) {
        index[axis] = low[axis];
        axis--;
      }
    }
  }

  private void put(Number value, int index, ByteBuffer out) {
    int bytes = header.type().bytes();
    ByteBuffer one = out.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear();
    one.position(index * bytes);
    switch (header.type()) {
      case FLOAT32 -> one.putFloat(value.floatValue());
      case FLOAT64 -> one.putDouble(value.doubleValue());
      default -> put(value.longValue(), header.type(), one);
    }
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
    } else if (values instanceof Number number) {
      put(number.longValue(), header.type(), out);
    } else if (values instanceof String name) {
      out.put((byte) (name.equals("TRUE") ? 1 : 0));
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
  }
}
