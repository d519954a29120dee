package org.lvmmed.jobs.similarity;

import java.io.Serializable;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.lvmmed.jobs.encoders.EncoderFeatures;
import org.lvmmed.model.descriptor.ImageDescriptor;
import org.lvmmed.model.descriptor.IntensityGradient;
import org.lvmmed.model.image.Raster;

/** Describes the images of a corpus. */
interface DescriptorSource {

  /** Columns of the corpus that a source reads. */
  String[] COLUMNS = {"image_id", "series_key", "content_hash", "image.bytes"};

  JavaRDD<DescribedImage> describe(Dataset<Row> images);

  /** Changes with anything that changes the descriptors. */
  String fingerprint();

  /** By intensities and gradients. */
  static DescriptorSource intensityGradient() {
    return of(
        "intensity-gradient 1",
        images ->
            images
                .javaRDD()
                .map(
                    row ->
                        Key.of(row).with(IntensityGradient.of(Raster.decode(row.getAs("bytes"))))));
  }

  /**
   * By an encoder's feature maps.
   *
   * @param fingerprint the encoder's
   */
  static DescriptorSource encoder(EncoderFeatures encoder, String fingerprint) {
    int channels = encoder.channels();
    return of(
        fingerprint,
        images ->
            encoder
                .maps(images, Key::of)
                .map(map -> map._1().with(ImageDescriptor.ofFeatureMap(map._2(), channels))));
  }

  private static DescriptorSource of(
      String fingerprint, Function<Dataset<Row>, JavaRDD<DescribedImage>> describe) {
    return new DescriptorSource() {
      @Override
      public JavaRDD<DescribedImage> describe(Dataset<Row> images) {
        return describe.apply(images);
      }

      @Override
      public String fingerprint() {
        return fingerprint;
      }
    };
  }

  /** An image without its pixels. */
  record Key(String id, @Nullable String series, String content) implements Serializable {

    static Key of(Row row) {
      return new Key(row.getAs("image_id"), row.getAs("series_key"), row.getAs("content_hash"));
    }

    DescribedImage with(ImageDescriptor descriptor) {
      return new DescribedImage(id, series, content, descriptor);
    }
  }
}
