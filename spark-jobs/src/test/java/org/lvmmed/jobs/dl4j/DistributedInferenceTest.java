package org.lvmmed.jobs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

class DistributedInferenceTest {

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void theExecutorsComputeWhatTheNetworkItselfDoes() {
    ComputationGraph network = network();
    List<Tuple2<String, float[]>> images = images(11, 3 * 8 * 8);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaPairRDD<String, float[]> rows = context.parallelizePairs(images, 3);

    Map<String, float[]> found =
        new DistributedInference(context, network, 4).output(rows, 3, 8, 8).collectAsMap();

    assertThat(found).hasSize(11);
    for (Tuple2<String, float[]> image : images) {
      float[] expected =
          network
              .outputSingle(Nd4j.create(image._2(), new long[] {1, 3, 8, 8}, 'c'))
              .toFloatVector();
      assertThat(found.get(image._1())).hasSize(5).containsExactly(expected, within(1e-5f));
    }
  }

  private static List<Tuple2<String, float[]>> images(int count, int length) {
    Random random = new Random(3);
    List<Tuple2<String, float[]>> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[length];
      for (int j = 0; j < length; j++) {
        values[j] = random.nextFloat();
      }
      images.add(new Tuple2<>("image-" + i, values));
    }
    return images;
  }

  private static ComputationGraph network() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(8, 8, 3))
            .addLayer(
                "conv",
                new ConvolutionLayer.Builder(3, 3)
                    .nOut(5)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .padding(1, 1)
                    .hasBias(false)
                    .build(),
                "image")
            .addLayer("norm", new BatchNormalization.Builder().build(), "conv")
            .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "norm")
            .setOutputs("pool")
            .build();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }
}
