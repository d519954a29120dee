package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Paths;
import org.lvmmed.ingest.io.Source;

/**
 * Where the values of a volume lie: behind the header, or in one or more files beside it, which may
 * not lie outside the header's folder.
 *
 * @param header bytes of the header in each file
 * @param skip bytes between header and lines, and the values in each file; -1 if the values are the
 *     last bytes of the file
 * @param lines lines behind the header that are not values in each file
 */
record DataFiles(List<Source> files, long header, long skip, int lines, Encoding encoding) {
  private static final int MAX_FILES = 1 << 20;
  private static final int BUFFER = 1 << 16;

  /** A file that a header names. */
  static Source beside(Source header, String name) throws UnreadableImageException, IOException {
    try {
      String path = Paths.beside(header.path(), name.trim());
      if (header.store().exists(path)) {
        return new Source(header.store(), path, header.store().size(path));
      }
    } catch (FileNotFoundException e) {
      throw new UnreadableImageException(
          Reason.BAD_REFERENCE, "The header names a data file outside its own folder", e);
    }
    throw new UnreadableImageException(
        Reason.BAD_REFERENCE, "The data file that the header names is not beside it");
  }

  static boolean isPattern(String text) {
    return text.matches("[^%]*%0?\\d{0,2}d[^%]*");
  }

  /** Files named by a pattern such as {@code slice%03d.raw} and first, last and step numbers. */
  static List<Source> numbered(Source header, String pattern, List<Integer> range)
      throws UnreadableImageException, IOException {
    int step = range.size() > 2 ? range.get(2) : 1;
    boolean valid = range.size() >= 2 && step != 0 && isPattern(pattern);
    long count = valid ? ((long) range.get(1) - range.get(0)) / step + 1 : 0;
    if (count < 1 || count > MAX_FILES) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "Invalid pattern of data files in the header");
    }
    List<Source> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(beside(header, String.format(Locale.ROOT, pattern, range.get(0) + i * step)));
    }
    return files;
  }

  List<String> companions(Source header) {
    return files.stream().map(Source::path).filter(path -> !path.equals(header.path())).toList();
  }

  /** A plain file's length is known before anything is allocated. */
  void requireLength(ImageHeader header) throws UnreadableImageException {
    long needed = bytes(header);
    long there = files.stream().mapToLong(f -> f.size() - this.header - Math.max(0, skip)).sum();
    if (encoding == Encoding.RAW && there < needed) {
      throw new UnreadableImageException(
          Reason.TRUNCATED,
          "The header announces " + needed + " bytes of values and there are " + there);
    }
  }

  private static long bytes(ImageHeader header) {
    return (long) header.frames()
        * header.rows()
        * header.columns()
        * header.samples()
        * header.type().bytes();
  }

  /** The values' bytes, or their text, of all files one after another. */
  InputStream open(ImageHeader header) throws IOException {
    long perFile = bytes(header) / files.size();
    return new Concatenation(files, file -> open(file, perFile));
  }

  private InputStream open(Source file, long bytes) throws IOException {
    InputStream in = new BufferedInputStream(file.open(), BUFFER);
    try {
      if (skip < 0) {
        in.skipNBytes(Math.max(header, file.size() - bytes));
        return encoding.decoded(in);
      }
      in.skipNBytes(header);
      for (int line = 0; line < lines; line++) {
        skipLine(in);
      }
      in.skipNBytes(skip);
      return encoding.decoded(in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static void skipLine(InputStream in) throws IOException {
    int c = in.read();
    while (c >= 0 && c != '\n') {
      c = in.read();
    }
  }
}
