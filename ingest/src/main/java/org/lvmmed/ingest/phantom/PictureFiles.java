package org.lvmmed.ingest.phantom;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Writes pictures whose values lie between 0 and 1. */
final class PictureFiles {

  private PictureFiles() {}

  /** An 8-bit grey picture; the name's ending says whether PNG or JPEG. */
  static void grey8(PhantomSink sink, String path, Plane plane) throws IOException {
    write(sink, path, grey(plane, BufferedImage.TYPE_BYTE_GRAY, 255));
  }

  /** A 16-bit grey PNG that uses 12 of its bits, as many detectors do. */
  static void grey16(PhantomSink sink, String path, Plane plane) throws IOException {
    write(sink, path, grey(plane, BufferedImage.TYPE_USHORT_GRAY, 4095));
  }

  /** An 8-bit PNG of 0 and 255. */
  static void mask(PhantomSink sink, String path, Plane plane) throws IOException {
    grey8(sink, path, plane);
  }

  static void colour(PhantomSink sink, String path, Plane red, Plane green, Plane blue)
      throws IOException {
    int size = red.size();
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < size * size; i++) {
      int rgb =
          level(red.values()[i], 255) << 16
              | level(green.values()[i], 255) << 8
              | level(blue.values()[i], 255);
      image.setRGB(i % size, i / size, rgb);
    }
    write(sink, path, image);
  }

  private static BufferedImage grey(Plane plane, int type, int white) {
    int size = plane.size();
    BufferedImage image = new BufferedImage(size, size, type);
    for (int i = 0; i < size * size; i++) {
      image.getRaster().setSample(i % size, i / size, 0, level(plane.values()[i], white));
    }
    return image;
  }

  private static int level(double value, int white) {
    return (int) Math.round(white * Math.min(1, Math.max(0, value)));
  }

  /** Encodes in memory first: ImageIO keeps scratch files for streams that cannot seek. */
  private static void write(PhantomSink sink, String path, BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, path.substring(path.lastIndexOf('.') + 1), bytes)) {
      throw new IOException("Cannot write a picture: no encoder for the ending of its name");
    }
    try (OutputStream out = sink.create(path)) {
      bytes.writeTo(out);
    }
  }
}
