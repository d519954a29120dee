package org.lvmmed.ingest.volume;

import java.io.IOException;
import java.util.Locale;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/** Finds the other half of a {@code .hdr} and {@code .img} pair, plain or gzip. */
final class NiftiPair {
  private static final String[] IMAGES = {".img", ".img.gz", ".IMG", ".IMG.gz"};
  private static final String[] HEADERS = {".hdr", ".hdr.gz", ".HDR", ".HDR.gz"};

  private NiftiPair() {}

  static boolean isImageName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".img") || lower.endsWith(".img.gz");
  }

  static Source imageOf(Source header) throws IOException, UnreadableImageException {
    return sibling(header, IMAGES, "The header's image file (.img) is not beside it");
  }

  static Source headerOf(Source image) throws IOException, UnreadableImageException {
    try {
      return sibling(image, HEADERS, "");
    } catch (UnreadableImageException none) {
      throw new UnreadableImageException(
          Reason.UNKNOWN_FORMAT, "No reader knows the content, and no header (.hdr) is beside it");
    }
  }

  private static Source sibling(Source source, String[] endings, String refusal)
      throws IOException, UnreadableImageException {
    String path = source.path();
    String stem = path.toLowerCase(Locale.ROOT).endsWith(".gz") ? cut(path) : path;
    for (String ending : endings) {
      String candidate = cut(stem) + ending;
      if (source.store().exists(candidate)) {
        return new Source(source.store(), candidate, source.store().size(candidate));
      }
    }
    throw new UnreadableImageException(Reason.BAD_REFERENCE, refusal);
  }

  private static String cut(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
  }
}
