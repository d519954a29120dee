package org.lvmmed.jobs.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A mask of class indices as a see-through picture: a colour a class, its outline solid. */
final class MaskOverlay {

  private static final int SEE_THROUGH = 100;
  private static final int SOLID = 255;

  /** Places in the palette, those first that stand out on tissue and on grey pictures. */
  private static final int[] ORDER = {5, 4, 2, 3, 1, 0};

  private MaskOverlay() {}

  /** A data URI, or nothing where the bytes are no picture. */
  static Optional<String> uri(byte[] png) {
    try {
      BufferedImage mask = ImageIO.read(new ByteArrayInputStream(png));
      return mask == null ? Optional.empty() : Optional.of(encode(coloured(mask.getRaster())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static BufferedImage coloured(Raster mask) {
    BufferedImage picture =
        new BufferedImage(mask.getWidth(), mask.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < mask.getHeight(); y++) {
      for (int x = 0; x < mask.getWidth(); x++) {
        int type = mask.getSample(x, y, 0);
        if (type > 0) {
          int alpha = isEdge(mask, x, y, type) ? SOLID : SEE_THROUGH;
          picture.setRGB(x, y, alpha << 24 | colour(type));
        }
      }
    }
    return picture;
  }

  private static int colour(int type) {
    return Color.decode(Palette.colour(ORDER[(type - 1) % ORDER.length])).getRGB() & 0xffffff;
  }

  private static boolean isEdge(Raster mask, int x, int y, int type) {
    return differs(mask, x - 1, y, type)
        || differs(mask, x + 1, y, type)
        || differs(mask, x, y - 1, type)
        || differs(mask, x, y + 1, type);
  }

  private static boolean differs(Raster mask, int x, int y, int type) {
    boolean inside = x >= 0 && y >= 0 && x < mask.getWidth() && y < mask.getHeight();
    return inside && mask.getSample(x, y, 0) != type;
  }

  private static String encode(BufferedImage picture) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
