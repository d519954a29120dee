package org.lvmmed.ingest.raster;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The decoders by name. TwelveMonkeys' are registered by hand: ImageIO looks for plug-ins in the
 * class loader that first touched it, which in a Spark executor is not the one that has ours.
 */
final class Decoders {
  private static final ImageReaderSpi JPEG = register(new JPEGImageReaderSpi());
  private static final ImageReaderSpi TIFF = register(new TIFFImageReaderSpi());

  static {
    ImageIO.setUseCache(false);
  }

  private Decoders() {}

  static ImageReader jpeg() throws IOException {
    return JPEG.createReaderInstance();
  }

  static ImageReader tiff() throws IOException {
    return TIFF.createReaderInstance();
  }

  static ImageReader png() {
    return ofJdk("png");
  }

  static ImageReader bmp() {
    return ofJdk("bmp");
  }

  static ImageReader gif() {
    return ofJdk("gif");
  }

  private static ImageReader ofJdk(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().getName() != null
          && reader.getClass().getModule().getName().equals("java.desktop")) {
        return reader;
      }
    }
    throw new IllegalStateException("This Java has no decoder for " + format);
  }

  private static ImageReaderSpi register(ImageReaderSpi provider) {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    registry.registerServiceProvider(provider, ImageReaderSpi.class);
    ImageReaderSpi known = registry.getServiceProviderByClass(provider.getClass());
    return known == null ? provider : known;
  }
}
