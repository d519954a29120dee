package org.lvmmed.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.lvmmed.ingest.corpus.ImageRow;

/** The values of a row's pictures. */
public final class MaskPixels {
  private MaskPixels() {}

  public static int[] mask(ImageRow row) throws IOException {
    return values(Objects.requireNonNull(row.mask()));
  }

  public static int[] picture(ImageRow row) throws IOException {
    return values(row.png());
  }

  /** The first sample of every pixel. */
  public static int[] values(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int[] out = new int[image.getWidth() * image.getHeight()];
    return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, out);
  }

  /** Pixels of a value. */
  public static long count(int[] values, int value) {
    return java.util.Arrays.stream(values).filter(v -> v == value).count();
  }
}
