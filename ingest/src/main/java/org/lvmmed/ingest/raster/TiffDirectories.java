package org.lvmmed.ingest.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Walks a TIFF's directories (TIFF 6.0, section 2; BigTIFF) and checks that what they point to lies
 * in the file, since decoders fill what is missing with black.
 */
final class TiffDirectories {
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int SUBFILE_TYPE = 255;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS_PER_SAMPLE = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int ORIENTATION = 274;
  private static final int DESCRIPTION = 270;
  private static final int PLANAR_CONFIGURATION = 284;
  private static final int EXTRA_SAMPLES = 338;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES_PER_PIXEL = 277;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int SAMPLE_FORMAT = 339;
  private static final int ROWS_PER_STRIP = 278;
  private static final int PREDICTOR = 317;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int MAX_DIRECTORIES = 1 << 16;

  private final ByteBuffer in;
  private final boolean big;
  private final ReadLimits limits;

  private TiffDirectories(byte[] file, ReadLimits limits) {
    this.in = ByteBuffer.wrap(file);
    in.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    this.big = in.getShort(2) == 43;
    this.limits = limits;
  }

  /** The pages in the order of the file; at least one. */
  static List<TiffPage> pages(byte[] file, ReadLimits limits) throws UnreadableImageException {
    try {
      return new TiffDirectories(file, limits).walk();
    } catch (IndexOutOfBoundsException e) {
      throw outside(e);
    }
  }

  private List<TiffPage> walk() throws UnreadableImageException {
    Set<Long> seen = new HashSet<>();
    List<TiffPage> pages = new ArrayList<>();
    long at = big ? in.getLong(8) : unsigned(in.getInt(4));
    while (at != 0) {
      if (!seen.add(at) || seen.size() > MAX_DIRECTORIES) {
        throw new UnreadableImageException(Reason.CORRUPT, "The tiff directories form a circle");
      }
      Directory directory = directory(at);
      directory.check(limits);
      pages.add(directory.page());
      at = directory.next;
    }
    if (seen.isEmpty()) {
      throw new UnreadableImageException(Reason.NO_IMAGE, "The file holds no page");
    }
    return pages;
  }

  private Directory directory(long at) throws UnreadableImageException {
    Directory directory = new Directory();
    long entries = big ? in.getLong(position(at)) : in.getShort(position(at)) & 0xffff;
    long first = at + (big ? 8 : 2);
    int width = big ? 20 : 12;
    if (entries < 0 || entries > in.limit() / width) {
      throw outside(null);
    }
    for (long i = 0; i < entries; i++) {
      entry(directory, position(first + i * width));
    }
    int end = position(first + entries * width);
    directory.next = big ? in.getLong(end) : unsigned(in.getInt(end));
    return directory;
  }

  private void entry(Directory directory, int at) throws UnreadableImageException {
    switch (in.getShort(at) & 0xffff) {
      case NEW_SUBFILE_TYPE -> directory.auxiliary |= (values(at)[0] & 5) != 0;
      case SUBFILE_TYPE -> directory.auxiliary |= values(at)[0] == 2;
      case WIDTH -> directory.columns = values(at)[0];
      case HEIGHT -> directory.rows = values(at)[0];
      case BITS_PER_SAMPLE -> directory.bits = (int) values(at)[0];
      case COMPRESSION -> directory.compression = (int) values(at)[0];
      case PHOTOMETRIC -> directory.photometric = (int) values(at)[0];
      case SAMPLES_PER_PIXEL -> directory.samples = (int) values(at)[0];
      case DESCRIPTION -> directory.description = text(values(at));
      case EXTRA_SAMPLES -> directory.alpha = values(at)[0] == 1 || values(at)[0] == 2;
      case PLANAR_CONFIGURATION -> directory.planar = values(at)[0] == 2;
      case SAMPLE_FORMAT -> directory.sampleFormat = (int) values(at)[0];
      case ORIENTATION -> directory.orientation = (int) values(at)[0];
      case ROWS_PER_STRIP -> directory.stripRows = values(at)[0];
      case PREDICTOR -> directory.predictor = (int) values(at)[0];
      case TILE_WIDTH -> directory.tileWidth = values(at)[0];
      case TILE_HEIGHT -> directory.tileHeight = values(at)[0];
      case STRIP_OFFSETS, TILE_OFFSETS -> directory.offsets = values(at);
      case STRIP_BYTES, TILE_BYTES -> directory.counts = values(at);
      default -> {}
    }
  }

  private long[] values(int at) throws UnreadableImageException {
    int bytes =
        switch (in.getShort(at + 2)) {
          case 3 -> 2;
          case 4, 13 -> 4;
          case 16, 18 -> 8;
          default -> 1;
        };
    long count = big ? in.getLong(at + 4) : unsigned(in.getInt(at + 4));
    if (count < 1 || count > in.limit()) {
      throw outside(null);
    }
    boolean inline = count * bytes <= (big ? 8 : 4);
    int value = at + (big ? 12 : 8);
    int from = inline ? value : position(big ? in.getLong(value) : unsigned(in.getInt(value)));
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(position(from + (long) i * bytes), bytes);
    }
    return values;
  }

  private static String text(long[] bytes) {
    StringBuilder text = new StringBuilder();
    for (long b : bytes) {
      text.append((char) b);
    }
    return text.toString();
  }

  private long value(int at, int bytes) {
    return switch (bytes) {
      case 2 -> in.getShort(at) & 0xffff;
      case 4 -> unsigned(in.getInt(at));
      case 8 -> in.getLong(at);
      default -> in.get(at) & 0xff;
    };
  }

  private int position(long at) throws UnreadableImageException {
    if (at < 0 || at >= in.limit()) {
      throw outside(null);
    }
    return (int) at;
  }

  private static long unsigned(int value) {
    return value & 0xffffffffL;
  }

  private static UnreadableImageException outside(@Nullable Throwable e) {
    return new UnreadableImageException(
        Reason.TRUNCATED, "A tiff directory points past the end of the file", e);
  }

  /** What matters of one page. */
  private final class Directory {
    private long columns;
    private long rows;
    private int compression = 1;
    private int orientation = 1;
    private int photometric = 1;
    private int sampleFormat = 1;
    private int bits = 1;
    private int samples = 1;
    private int predictor = 1;
    private long stripRows = Long.MAX_VALUE;
    private long tileWidth;
    private long tileHeight;
    private boolean auxiliary;
    private boolean alpha;
    private boolean planar;
    private String description = "";
    private long[] offsets = {};
    private long[] counts = {};
    private long next;

    void check(ReadLimits limits) throws UnreadableImageException {
      limits.check(1, rows, columns, Math.max(1, (long) samples * bits / 8));
      for (int i = 0; i < Math.min(offsets.length, counts.length); i++) {
        if (offsets[i] < 0 || counts[i] < 0 || offsets[i] + counts[i] > in.limit()) {
          throw outside(null);
        }
      }
    }

    TiffPage page() {
      boolean turned = orientation >= 2 && orientation <= 8;
      return new TiffPage(
          compression,
          turned ? orientation : 1,
          photometric,
          sampleFormat,
          bits,
          samples,
          alpha,
          planar,
          auxiliary,
          new TiffPage.Layout(
              rows,
              columns,
              offsets.length == 0 ? 0 : offsets[0],
              contiguous(),
              in.order() == ByteOrder.BIG_ENDIAN,
              description),
          blocks());
    }

    private TiffPage.Blocks blocks() {
      boolean tiled = tileWidth > 0 && tileHeight > 0;
      return new TiffPage.Blocks(
          tiled ? tileWidth : columns,
          tiled ? tileHeight : Math.max(1, Math.min(stripRows, rows)),
          tiled,
          predictor,
          offsets,
          counts);
    }

    /** Bytes of the strips where each begins at the end of the one before. */
    private long contiguous() {
      long bytes = 0;
      for (int i = 0; i < Math.min(offsets.length, counts.length); i++) {
        if (offsets[i] != offsets[0] + bytes) {
          return -1;
        }
        bytes += counts[i];
      }
      return bytes;
    }
  }
}
