package org.lvmmed.ingest.volume;

import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** How the chunks of a HDF5 array are compressed. */
final class Hdf5Filters {
  /** Filters that are not read, by their registered numbers. */
  private static final Map<String, String> UNREAD =
      Map.of(
          "4", "SZIP",
          "5", "n-bit",
          "6", "scale-offset",
          "307", "bzip2",
          "32001", "Blosc",
          "32013", "ZFP",
          "32015", "Zstandard",
          "32017", "SZ",
          "32026", "Blosc2");

  private static final Pattern NUMBER = Pattern.compile("id=(\\d{1,5})$");

  private Hdf5Filters() {}

  /**
   * {@code none} or {@code filtered}.
   *
   * @throws UnreadableImageException if a filter is not read, which is named
   */
  static String compression(Dataset array) throws UnreadableImageException {
    try {
      return array.getFilters().isEmpty() ? "none" : "filtered";
    } catch (HdfException e) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The array is compressed by "
              + name(e)
              + ", which is not read; write it anew with deflate: h5repack -f GZIP=4 OLD NEW",
          e);
    }
  }

  private static String name(Throwable e) {
    Matcher number = NUMBER.matcher(String.valueOf(e.getMessage()));
    if (number.find()) {
      String id = number.group(1);
      String known = UNREAD.get(id);
      return known == null ? "HDF5's filter " + id : "the filter " + known;
    }
    return e.getCause() == null ? "a filter" : name(e.getCause());
  }
}
