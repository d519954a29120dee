package org.lvmmed.ingest.volume;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * A volume whose values lie one after another in a stream, columns fastest: frames are cut off as
 * they come, so that one frame is in memory at a time.
 */
record RawVolume(ImageHeader header, boolean bigEndian, Data data, List<String> companions)
    implements MedicalImage {

  /** Bytes behind the last frame that are still read, to meet a compressed stream's checksum. */
  private static final int TAIL = 1 << 16;

  /** Opens the values' stream at the first of them. */
  @FunctionalInterface
  interface Data {
    InputStream open() throws IOException, UnreadableImageException;
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    int frameBytes = header.rows() * header.columns() * header.samples() * header.type().bytes();
    try (InputStream in = data.open()) {
      for (int i = 0; i < header.frames(); i++) {
        byte[] values = read(in, i, frameBytes);
        if (bigEndian) {
          swap(values, header.type().bytes());
        }
        consumer.accept(
            new Frame(i, header.rows(), header.columns(), header.samples(), header.type(), values));
      }
      finish(in);
    }
  }

  private byte[] read(InputStream in, int frame, int bytes)
      throws IOException, UnreadableImageException {
    try {
      byte[] values = in.readNBytes(bytes);
      if (values.length < bytes) {
        throw truncated(frame, null);
      }
      return values;
    } catch (EOFException e) {
      throw truncated(frame, e);
    } catch (ZipException e) {
      throw corrupt(e);
    }
  }

  private void finish(InputStream in) throws IOException, UnreadableImageException {
    try {
      in.readNBytes(TAIL);
    } catch (EOFException e) {
      throw truncated(header.frames(), e);
    } catch (ZipException e) {
      throw corrupt(e);
    }
  }

  private UnreadableImageException truncated(int frame, @Nullable Throwable e) {
    return new UnreadableImageException(
        Reason.TRUNCATED,
        "The data end in slice " + frame + " of " + header.frames() + " that the header announces",
        e);
  }

  private static UnreadableImageException corrupt(Throwable e) {
    return new UnreadableImageException(
        Reason.CORRUPT, "The compressed or written-out values are damaged", e);
  }

  static void swap(byte[] values, int width) {
    for (int i = 0; i + width <= values.length; i += width) {
      for (int a = i, b = i + width - 1; a < b; a++, b--) {
        byte kept = values[a];
        values[a] = values[b];
        values[b] = kept;
      }
    }
  }
}
