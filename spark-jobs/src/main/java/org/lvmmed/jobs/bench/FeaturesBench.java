package org.lvmmed.jobs.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lvmmed.ingest.pixels.PngWriter;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Inputs;
import org.lvmmed.model.network.Network;

/**
 * What an image's features cost one core, as {@code embed} and frozen probes reckon them: a picture
 * of the corpus is decoded and resized, then a batch goes through the encoder.
 */
public final class FeaturesBench {

  private static final List<ViewsBench.Kind> KINDS =
      List.of(
          new ViewsBench.Kind("grey of 512², 8 bits", 512, 512, 1, 8),
          new ViewsBench.Kind("colour of 512²", 512, 512, 3, 8));

  private final Compute compute;
  private final EncoderModel encoder;
  private final int size;
  private final int batch;
  private final int batches;
  private final Consumer<String> lines;

  /**
   * @param encoder its weights are of no matter
   * @param size rows and columns of its input
   * @param batch images together
   * @param batches to time
   * @param lines gets what was measured
   */
  public FeaturesBench(
      Compute compute,
      EncoderModel encoder,
      int size,
      int batch,
      int batches,
      Consumer<String> lines) {
    this.compute = compute;
    this.encoder = encoder;
    this.size = size;
    this.batch = batch;
    this.batches = batches;
    this.lines = lines;
  }

  /** Times each kind of picture, and the encoder, after a batch that warms up. */
  public void run() {
    lines.accept(compute.check().message());
    double features = features();
    for (ViewsBench.Kind kind : KINDS) {
      byte[] png = new PngWriter().encode(ViewsBench.picture(kind));
      prepare(png);
      double preparing = prepare(png);
      lines.accept(
          String.format(
              Locale.ROOT,
              "%s: decoded and resized %.1f a second, features %.1f a second, both %.1f a second,"
                  + " of one core",
              kind.name(),
              1 / preparing,
              1 / features,
              1 / (preparing + features)));
    }
  }

  /** Seconds of processor time of a picture. */
  private double prepare(byte[] png) {
    Preprocess own = encoder.preprocess();
    Preprocess preprocess = new Preprocess(size, own.mean(), own.std());
    double from = ProcessorTime.seconds();
    for (int i = 0; i < batch; i++) {
      preprocess.apply(Raster.decode(png));
    }
    return (ProcessorTime.seconds() - from) / batch;
  }

  /** Seconds of processor time of an image. */
  private double features() {
    Inputs images = Inputs.images(new float[batch * 3 * size * size], batch, size);
    try (Network network = compute.open(encoder.pooledGraph(), encoder.parameters())) {
      network.outputs(images);
      double from = ProcessorTime.seconds();
      for (int i = 0; i < batches; i++) {
        network.outputs(images);
      }
      return (ProcessorTime.seconds() - from) / (batches * (double) batch);
    }
  }
}
