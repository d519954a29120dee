package org.lvmmed.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.pixels.PngWriter;
import org.lvmmed.jobs.pretrain.data.StoredImage;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.view.Augmenter;
import org.lvmmed.model.view.Draws;
import org.lvmmed.model.view.ViewKey;
import org.lvmmed.model.view.ViewSettings;

/**
 * What it costs one core to feed a card: a picture of the corpus, which is a PNG whatever it was
 * before ingest, is decoded and shrunk once for as long as the cache holds it, and drawn as two
 * views each time that it is trained on.
 */
public final class ViewsBench {

  private static final long SEED = 1;
  private static final int COARSE = 24;
  private static final int GREY = 0xff;

  private final Augmenter augmenter;
  private final int shortSide;
  private final int repeats;
  private final Consumer<String> lines;

  /** A kind of picture: its name, and what it is of. */
  record Kind(String name, int rows, int columns, int channels, int bits) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("grey of 512², 8 bits", 512, 512, 1, 8),
          new Kind("grey of 512², 16 bits", 512, 512, 1, 16),
          new Kind("colour of 512²", 512, 512, 3, 8),
          new Kind("radiograph of 2500 × 2048, 16 bits", 2500, 2048, 1, 16));

  /**
   * @param shortSide of the images that executors keep ({@code pretrain.store-size})
   * @param repeats pictures of each kind to time
   * @param lines gets what was measured
   */
  public ViewsBench(ViewSettings views, int shortSide, int repeats, Consumer<String> lines) {
    this.augmenter = new Augmenter(views, Preprocess.standard(views.size()));
    this.shortSide = shortSide;
    this.repeats = repeats;
    this.lines = lines;
  }

  /** Times each kind after as many pictures that warm up. */
  public void run() {
    for (Kind kind : KINDS) {
      byte[] png = new PngWriter().encode(picture(kind));
      List<StoredImage> kept = new ArrayList<>();
      decode(png, kept);
      double decoding = decode(png, kept);
      draw(kept);
      double drawing = draw(kept);
      lines.accept(
          String.format(
              Locale.ROOT,
              "%s: decoded and shrunk %.1f a second, views %.0f a second, of one core",
              kind.name(),
              1 / decoding,
              1 / drawing));
    }
  }

  /** Seconds of processor time of a picture. */
  private double decode(byte[] png, List<StoredImage> kept) {
    kept.clear();
    double from = ProcessorTime.seconds();
    for (int i = 0; i < repeats; i++) {
      kept.add(StoredImage.of(Raster.decode(png), shortSide));
    }
    return (ProcessorTime.seconds() - from) / repeats;
  }

  /** Seconds of processor time of a view. */
  private double draw(List<StoredImage> images) {
    double from = ProcessorTime.seconds();
    for (int i = 0; i < images.size(); i++) {
      Raster raster = images.get(i).raster();
      augmenter.view(raster, new ViewKey(SEED, 0, i, 0));
      augmenter.view(raster, new ViewKey(SEED, 0, i, 1));
    }
    return (ProcessorTime.seconds() - from) / (2 * images.size());
  }

  /** Smooth structure with noise: PNG's cost is that of life's pictures, not of flat ones. */
  static Picture picture(Kind kind) {
    Draws draws = Draws.of(SEED, kind.columns());
    int samples = kind.rows() * kind.columns() * kind.channels();
    byte[] data = new byte[samples * kind.bits() / 8];
    int most = (1 << kind.bits()) - 1;
    for (int s = 0; s < samples; s++) {
      int pixel = s / kind.channels();
      double x = (double) (pixel % kind.columns()) / COARSE;
      double y = (double) (pixel / kind.columns()) / COARSE;
      double level = 0.5 + 0.2 * Math.sin(x) + 0.2 * Math.cos(y + s % kind.channels());
      int value = (int) (most * (level + 0.01 * draws.uniform(-1, 1)));
      if (kind.bits() == 8) {
        data[s] = (byte) value;
      } else {
        data[2 * s] = (byte) (value & GREY);
        data[2 * s + 1] = (byte) (value >> 8);
      }
    }
    return new Picture(kind.rows(), kind.columns(), kind.channels(), kind.bits(), data);
  }
}
