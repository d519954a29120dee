package org.lvmmed.jobs.report;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Scales a picture of the corpus, of 8 or 16 bits, grey or colour, to a small JPEG. */
final class ThumbnailEncoder {
  private ThumbnailEncoder() {}

  /** The thumbnail, or nothing where the bytes are no picture. */
  static Optional<byte[]> encode(byte[] picture, int longestSide) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
      return image == null ? Optional.empty() : Optional.of(jpeg(scaled(image, longestSide)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static BufferedImage scaled(BufferedImage image, int longestSide) {
    int longest = Math.max(image.getWidth(), image.getHeight());
    double factor = Math.min(1, longestSide / (double) longest);
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    boolean grey = image.getRaster().getNumBands() < 3;
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage small = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < (grey ? 1 : 3); band++) {
          small
              .getRaster()
              .setSample(x, y, band, mean(image.getRaster(), x, y, band, width, height));
        }
      }
    }
    return small;
  }

  /** The mean of the pixels that lie under one of the thumbnail, in 8 bits. */
  private static double mean(Raster raster, int x, int y, int band, int width, int height) {
    int x0 = x * raster.getWidth() / width;
    int x1 = Math.max(x0 + 1, (x + 1) * raster.getWidth() / width);
    int y0 = y * raster.getHeight() / height;
    int y1 = Math.max(y0 + 1, (y + 1) * raster.getHeight() / height);
    long sum = 0;
    for (int row = y0; row < y1; row++) {
      for (int column = x0; column < x1; column++) {
        sum += raster.getSample(column, row, band);
      }
    }
    double white = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    return 255.0 * sum / ((long) (x1 - x0) * (y1 - y0)) / white;
  }

  private static byte[] jpeg(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to memory", e);
    }
    return bytes.toByteArray();
  }
}
