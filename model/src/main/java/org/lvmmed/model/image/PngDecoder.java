package org.lvmmed.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** PNG bytes to samples in [0,1], as stored: no colour-space conversion bends grey values. */
final class PngDecoder {

  private PngDecoder() {}

  static Raster decode(byte[] png) {
    BufferedImage image = read(png);
    return image.getColorModel() instanceof IndexColorModel ? palette(image) : direct(image);
  }

  /** The PNG reader by name and a memory stream: no format guessing, no temporary files. */
  private static BufferedImage read(byte[] png) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    ImageReader reader = readers.next();
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(stream, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "Unreadable PNG of %d bytes: %s".formatted(png.length, e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static Raster direct(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int bands = image.getRaster().getNumBands();
    float[][] planes = new float[bands < 3 ? 1 : 3][height * width];
    float scale = 1f / ((1 << image.getSampleModel().getSampleSize(0)) - 1);
    int[] row = new int[width];
    for (int c = 0; c < planes.length; c++) {
      for (int y = 0; y < height; y++) {
        image.getRaster().getSamples(0, y, width, 1, c, row);
        scaleRow(row, scale, planes[c], y * width);
      }
    }
    return Raster.wrap(planes, height, width);
  }

  private static void scaleRow(int[] row, float scale, float[] plane, int offset) {
    for (int x = 0; x < row.length; x++) {
      plane[offset + x] = row[x] * scale;
    }
  }

  private static Raster palette(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    float[][] planes = new float[3][argb.length];
    for (int i = 0; i < argb.length; i++) {
      for (int c = 0; c < 3; c++) {
        planes[c][i] = ((argb[i] >> (16 - 8 * c)) & 0xff) / 255f;
      }
    }
    return Raster.wrap(grey(planes) ? new float[][] {planes[0]} : planes, height, width);
  }

  private static boolean grey(float[][] planes) {
    for (int i = 0; i < planes[0].length; i++) {
      if (planes[0][i] != planes[1][i] || planes[0][i] != planes[2][i]) {
        return false;
      }
    }
    return true;
  }
}
