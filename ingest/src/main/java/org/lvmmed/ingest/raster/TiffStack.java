package org.lvmmed.ingest.raster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Uncompressed images of one size that lie one behind the other, of which the file's only directory
 * describes the first and its description tells the number: {@code images=5} of ImageJ, {@code
 * "shape": [5, 64, 64]} of tifffile.
 */
record TiffStack(byte[] file, TiffPage page, SampleType type, int count) implements Pages {
  private static final Pattern IMAGES = Pattern.compile("(?m)^images=(\\d{1,9})\\s*$");
  private static final Pattern SHAPE = Pattern.compile("\"shape\":\\s*\\[([\\d,\\s]+)]");
  private static final int UNCOMPRESSED = 1;
  private static final int COLOUR = 2;

  /**
   * The stack behind a directory, or null where it is of one image.
   *
   * @throws UnreadableImageException if there is one and it cannot be read
   */
  static @Nullable TiffStack of(byte[] file, TiffPage page, ReadLimits limits)
      throws UnreadableImageException {
    long images = Math.max(1, images(page));
    // The decoder makes alpha of a second grey.
    boolean plain = page.look().vector() && page.compression() == UNCOMPRESSED && !page.planar();
    if (images < 2 && !plain) {
      return null;
    }
    SampleType type = page.type();
    TiffPage.Layout layout = page.layout();
    if (page.compression() != UNCOMPRESSED
        || layout.bytes() < 0
        || page.planar() && page.samples() > 1
        || page.photometric() > COLOUR
        || type == null) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The file describes "
              + images
              + " images behind one directory, which are only read uncompressed, one behind the"
              + " other; save them with a directory each");
    }
    limits.check(images, layout.rows(), layout.columns(), (long) page.samples() * type.bytes());
    long needed = layout.offset() + images * frameBytes(page, type);
    if (file.length < needed) {
      throw new UnreadableImageException(
          Reason.TRUNCATED,
          "The file describes " + images + " images, which need " + needed + " bytes");
    }
    return new TiffStack(file, page, type, (int) images);
  }

  private static long images(TiffPage page) {
    Matcher imageJ = IMAGES.matcher(page.layout().description());
    if (imageJ.find()) {
      return Long.parseLong(imageJ.group(1));
    }
    Matcher shape = SHAPE.matcher(page.layout().description());
    if (!shape.find()) {
      return 1;
    }
    double values = 1;
    for (String axis : shape.group(1).split(",")) {
      values *= axis.isBlank() ? 1 : Double.parseDouble(axis.trim());
    }
    TiffPage.Layout layout = page.layout();
    double images = values / ((double) layout.rows() * layout.columns() * page.samples());
    return images == Math.rint(images) && images < Integer.MAX_VALUE ? (long) images : 1;
  }

  private static long frameBytes(TiffPage page, SampleType type) {
    return page.layout().rows() * page.layout().columns() * page.samples() * type.bytes();
  }

  @Override
  public Pixels decode(int image) {
    int bytes = (int) frameBytes(page, type);
    byte[] data = new byte[bytes];
    int from = (int) (page.layout().offset() + (long) image * bytes);
    System.arraycopy(file, from, data, 0, bytes);
    if (page.layout().bigEndian()) {
      swap(data, type.bytes());
    }
    return new Pixels(
        (int) page.layout().rows(),
        (int) page.layout().columns(),
        page.samples(),
        type,
        page.bits(),
        null,
        data);
  }

  private static void swap(byte[] data, int width) {
    for (int i = 0; i < data.length; i += width) {
      for (int a = i, b = i + width - 1; a < b; a++, b--) {
        byte kept = data[a];
        data[a] = data[b];
        data[b] = kept;
      }
    }
  }
}
