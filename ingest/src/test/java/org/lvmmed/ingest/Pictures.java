package org.lvmmed.ingest;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures, each number another one. */
public final class Pictures {
  private Pictures() {}

  /** Grey of 8 bits with blobs that depend on the number. */
  public static BufferedImage grey(int width, int height, int number) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    fill(image, number, 255);
    return image;
  }

  /** Grey of 16 bits. */
  public static BufferedImage grey16(int width, int height, int number) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
    fill(image, number, 65535);
    return image;
  }

  public static BufferedImage rgb(int width, int height, int number) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    fill(image, number, 255);
    return image;
  }

  private static void fill(BufferedImage image, int number, int white) {
    Random random = new Random(number);
    double[][] waves = new double[6][3];
    for (double[] wave : waves) {
      wave[0] = random.nextDouble() * 12;
      wave[1] = random.nextDouble() * 12;
      wave[2] = random.nextDouble() * 6;
    }
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          double sum = 0;
          for (double[] wave : waves) {
            sum +=
                Math.sin(
                    wave[0] * x / image.getWidth()
                        + wave[1] * y / image.getHeight()
                        + wave[2] * (1 + band));
          }
          image.getRaster().setSample(x, y, band, (int) ((sum / 12 + 0.5) * white));
        }
      }
    }
  }

  /** A mask with a filled rectangle of a value. */
  public static BufferedImage mask(int width, int height, int value) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = height / 4; y < height / 2; y++) {
      for (int x = width / 4; x < width / 2; x++) {
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return image;
  }

  /** Writes by the name's ending. */
  public static Path write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("No writer for this picture");
    }
    return file;
  }
}
