package org.lvmmed.jobs.encoders;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lvmmed.jobs.card.TaskCards;
import org.lvmmed.jobs.dl4j.DistributedInference;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.image.Raster;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;
import scala.Tuple2;

/**
 * An encoder's features of the images of a corpus, computed on the executors. Partitions and their
 * order follow from the image ids alone, so that batches are the same in every run.
 */
public final class EncoderFeatures {

  private final JavaSparkContext spark;
  private final EncoderModel model;
  private final InferenceSettings settings;

  public EncoderFeatures(JavaSparkContext spark, EncoderModel model, InferenceSettings settings) {
    this.spark = spark;
    this.model = model;
    this.settings = settings;
  }

  /** Channels of a feature map, dimensions of a pooled feature. */
  public int channels() {
    return model.settings().architecture().features();
  }

  /** A key of an image from its row. */
  @FunctionalInterface
  public interface KeyOf<K> extends Function<Row, K>, Serializable {}

  /**
   * Feature maps averaged over their positions.
   *
   * @param images rows with columns {@code image_id} and {@code bytes}, the PNG
   * @return one value a channel, by key
   */
  public <K> JavaPairRDD<K, float[]> pooled(Dataset<Row> images, KeyOf<K> key) {
    return run(model.pooledGraph(), images, key);
  }

  /**
   * Feature maps.
   *
   * @param images rows with columns {@code image_id} and {@code bytes}, the PNG
   * @return channels × positions, row-major, by key
   */
  public <K> JavaPairRDD<K, float[]> maps(Dataset<Row> images, KeyOf<K> key) {
    return run(model.graph(), images, key);
  }

  private <K> JavaPairRDD<K, float[]> run(NetworkGraph graph, Dataset<Row> images, KeyOf<K> key) {
    Preprocess preprocess = settings.preprocess(model.preprocess());
    JavaPairRDD<K, float[]> inputs =
        images
            .repartition(settings.partitions(images.count()), col("image_id"))
            .sortWithinPartitions("image_id")
            .javaRDD()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        key.apply(row), preprocess.apply(Raster.decode(row.getAs("bytes")))));
    int size = preprocess.size();
    if (DistributedInference.serves(settings.compute())) {
      return new DistributedInference(spark, graph, model.parameters(), settings.batch())
          .output(inputs, 3, size, size);
    }
    Broadcast<float[]> parameters = spark.broadcast(model.parameters());
    InferenceSettings how = settings;
    return inputs.mapPartitionsToPair(
        part -> features(part, how, graph, parameters.value(), size), true);
  }

  private static <K> Iterator<Tuple2<K, float[]>> features(
      Iterator<Tuple2<K, float[]>> images,
      InferenceSettings how,
      NetworkGraph graph,
      float[] parameters,
      int size) {
    Network network = TaskCards.of(how.compute()).open(graph, parameters);
    return new BatchedOutputs<>(images, network, how.batch(), size);
  }
}
