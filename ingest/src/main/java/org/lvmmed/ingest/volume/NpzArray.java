package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.ZipFormat;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * An array of an archive.
 *
 * @param known its header, or null where it cannot be read
 * @param refusal why, or null
 */
record NpzArray(
    ZipArchiveEntry entry, @Nullable NpyHeader known, @Nullable UnreadableImageException refusal) {

  /** Its header, which must be one that can be read. */
  NpyHeader header() throws UnreadableImageException {
    if (known == null) {
      throw refusal == null
          ? new UnreadableImageException(Reason.CORRUPT, "An array has no header")
          : refusal;
    }
    return known;
  }

  List<Integer> shape() {
    return known == null ? List.of() : known.shape();
  }

  /** Elements along the first axis. */
  int count() {
    return shape().isEmpty() ? 0 : shape().get(0);
  }

  /** The shape of one element along the first axis. */
  List<Integer> itemShape() {
    return shape().subList(1, shape().size());
  }

  /** Bytes of one such element. */
  double itemBytes() {
    return known == null
        ? 0
        : itemShape().stream().mapToDouble(n -> n).reduce(known.type().bytes(), (a, b) -> a * b);
  }

  /** The stream at the first value. */
  InputStream values(ZipFile zip) throws IOException {
    InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
    try {
      NpyHeader.read(in);
      return in;
    } catch (UnreadableImageException e) {
      in.close();
      throw new IOException(e);
    }
  }

  /** Reads it through, so that its checksum is met before anything of it is used. */
  void verify(ZipFile zip) throws IOException {
    try (InputStream in = ZipFormat.checked(zip, entry)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** All values of an array of one or two axes, rows by columns. */
  Frame table(ZipFile zip) throws IOException, UnreadableImageException {
    NpyHeader header = header();
    int columns = itemShape().isEmpty() ? 1 : itemShape().get(0);
    int bytes = header.type().bytes();
    try (InputStream in = values(zip)) {
      byte[] data = in.readNBytes(count() * columns * bytes);
      if (data.length < count() * columns * bytes) {
        throw new EOFException("The labels end early");
      }
      if (header.bigEndian()) {
        RawVolume.swap(data, bytes);
      }
      return new Frame(0, count(), columns, 1, header.type(), data);
    }
  }
}
