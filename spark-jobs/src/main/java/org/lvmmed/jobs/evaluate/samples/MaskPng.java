package org.lvmmed.jobs.evaluate.samples;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.lvmmed.model.downstream.sample.ByteMask;

/** Masks as PNG of class indices: values as stored, whatever the palette or the bit depth. */
public final class MaskPng {

  private MaskPng() {}

  /**
   * @throws IllegalArgumentException where the bytes are no picture
   */
  public static ByteMask decode(byte[] png) {
    Raster raster = read(png).getRaster();
    int height = raster.getHeight();
    int width = raster.getWidth();
    byte[] classes = new byte[height * width];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        classes[y * width + x] = (byte) row[x];
      }
    }
    return new ByteMask(height, width, classes);
  }

  private static BufferedImage read(byte[] png) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      if (image != null) {
        return image;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("Unreadable mask: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("Unreadable mask of " + png.length + " bytes: no picture");
  }

  public static byte[] encode(ByteMask mask) {
    BufferedImage image =
        new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, mask.width(), mask.height(), mask.classes());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to memory", e);
    }
    return png.toByteArray();
  }

  /** The class at the middle of each pixel of a smaller or larger grid. */
  public static ByteMask resize(ByteMask mask, int height, int width) {
    if (height == mask.height() && width == mask.width()) {
      return mask;
    }
    byte[] classes = new byte[height * width];
    for (int y = 0; y < height; y++) {
      int row = (int) ((y + 0.5) * mask.height() / height);
      for (int x = 0; x < width; x++) {
        int column = (int) ((x + 0.5) * mask.width() / width);
        classes[y * width + x] = mask.classes()[row * mask.width() + column];
      }
    }
    return new ByteMask(height, width, classes);
  }
}
