package org.lvmmed.ingest.plan;

import java.util.Map;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Images that can be read and yet are no pictures for a corpus, by their headers. */
public final class Unfit {
  private Unfit() {}

  /**
   * Refuses such an image.
   *
   * @param mask whether a table names the file as a mask
   * @param allowBurnedIn whether text may be burned into pictures
   */
  public static void refuse(ImageHeader header, boolean mask, boolean allowBurnedIn)
      throws UnreadableImageException {
    Map<Attribute, String> attributes = header.attributes();
    boolean burned = "YES".equalsIgnoreCase(attributes.get(Attribute.BURNED_IN_ANNOTATION));
    if (burned && !allowBurnedIn) {
      throw new UnreadableImageException(
          Reason.REFUSED,
          "The image says that text is burned into it; ingest.burned-in = allow takes it");
    }
    if (attributes.containsKey(Attribute.MOSAIC)) {
      throw new UnreadableImageException(
          Reason.REFUSED,
          "A mosaic (Image Type MOSAIC) shows the slices of a volume side by side in one picture;"
              + " convert it to NIfTI or to an enhanced multi-frame object");
    }
    if (!mask && attributes.containsKey(Attribute.SEGMENTATION)) {
      throw new UnreadableImageException(
          Reason.REFUSED,
          "A segmentation object is a mask, and no table names it as one; name it in the column"
              + " mask");
    }
  }
}
