package org.lvmmed.ingest.raster;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Composes the pictures of an animation (GIF89a): each is drawn over what the one before left, as
 * its disposal says. Pixels that nothing was drawn on are black.
 */
final class GifPages implements Scan.PageReading {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private final int rows;
  private final int columns;
  private byte[] canvas;
  private int drawn;

  GifPages(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.canvas = new byte[3 * rows * columns];
  }

  @Override
  public Pixels read(ImageReader reader, int page) throws IOException, UnreadableImageException {
    if (page < drawn) {
      canvas = new byte[3 * rows * columns];
      drawn = 0;
    }
    byte[] shown = canvas;
    while (drawn <= page) {
      shown = draw(reader, drawn++);
    }
    return new Pixels(rows, columns, 3, SampleType.UINT8, 8, null, shown.clone());
  }

  /** The picture with this part drawn; the canvas is left as the next one finds it. */
  private byte[] draw(ImageReader reader, int page) throws IOException {
    IIOMetadataNode tree = (IIOMetadataNode) metadata(reader, page).getAsTree(FORMAT);
    int left = number(tree, "ImageDescriptor", "imageLeftPosition");
    int top = number(tree, "ImageDescriptor", "imageTopPosition");
    String disposal = text(tree, "GraphicControlExtension", "disposalMethod");
    byte[] before = canvas.clone();
    BufferedImage part = reader.read(page);
    paint(part, left, top);
    byte[] shown = canvas;
    if (disposal.equals("restoreToPrevious")) {
      canvas = before;
    } else if (disposal.equals("restoreToBackgroundColor")) {
      canvas = canvas.clone();
      clear(part, left, top);
    } else {
      canvas = canvas.clone();
    }
    return shown;
  }

  private static IIOMetadata metadata(ImageReader reader, int page) throws IOException {
    return reader.getImageMetadata(page);
  }

  private static int number(IIOMetadataNode tree, String node, String attribute) {
    String text = text(tree, node, attribute);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static String text(IIOMetadataNode tree, String node, String attribute) {
    var found = tree.getElementsByTagName(node);
    return found.getLength() == 0 ? "" : ((IIOMetadataNode) found.item(0)).getAttribute(attribute);
  }

  private void paint(BufferedImage part, int left, int top) {
    IndexColorModel colours = (IndexColorModel) part.getColorModel();
    Raster indices = part.getRaster();
    for (int y = 0; y < part.getHeight() && top + y < rows; y++) {
      for (int x = 0; x < part.getWidth() && left + x < columns; x++) {
        int colour = colours.getRGB(indices.getSample(x, y, 0));
        if (colour >>> 24 != 0) {
          int at = 3 * ((top + y) * columns + left + x);
          canvas[at] = (byte) (colour >> 16);
          canvas[at + 1] = (byte) (colour >> 8);
          canvas[at + 2] = (byte) colour;
        }
      }
    }
  }

  private void clear(BufferedImage part, int left, int top) {
    int width = Math.min(part.getWidth(), columns - left);
    for (int y = top; y < Math.min(rows, top + part.getHeight()) && width > 0; y++) {
      int from = 3 * (y * columns + left);
      Arrays.fill(canvas, from, from + 3 * width, (byte) 0);
    }
  }
}
