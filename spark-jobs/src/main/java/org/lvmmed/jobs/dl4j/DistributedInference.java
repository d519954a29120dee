package org.lvmmed.jobs.dl4j;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.dl4j.Dl4jNetworks;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

/**
 * A network's output for many images, computed on the executors by dl4j-spark: the network's
 * parameters are broadcast once, and each partition runs it batch by batch. A partition's images
 * are in memory together, so callers bound the rows of a partition.
 */
public final class DistributedInference {

  private final JavaSparkContext spark;
  private final ComputationGraph network;
  private final int batch;

  /**
   * @param network one input (B×C×H×W), one output
   * @param batch images run through the network together
   */
  DistributedInference(JavaSparkContext spark, ComputationGraph network, int batch) {
    this.spark = spark;
    this.network = network;
    this.batch = batch;
  }

  /**
   * @param graph one input, whose first output is wanted
   * @param parameters as the graph's layout has them
   */
  public DistributedInference(
      JavaSparkContext spark, NetworkGraph graph, float[] parameters, int batch) {
    this(spark, Dl4jNetworks.of(graph, parameters), batch);
  }

  /** Whether this is how an engine's networks are run over a corpus. */
  public static boolean serves(Compute compute) {
    return compute.engine().equals("dl4j");
  }

  /**
   * The network's output, image by image, in C order.
   *
   * @param images key and channels × rows × columns values of an image
   */
  public <K> JavaPairRDD<K, float[]> output(
      JavaPairRDD<K, float[]> images, int channels, int rows, int columns) {
    long[] shape = {1, channels, rows, columns};
    JavaPairRDD<K, INDArray> inputs =
        images.mapToPair(image -> new Tuple2<>(image._1(), Nd4j.create(image._2(), shape, 'c')));
    return new SparkComputationGraph(spark, network, null)
        .feedForwardWithKeySingle(inputs, batch)
        .mapPartitionsToPair(
            outputs -> {
              freeWorkspacesAtTheEnd();
              return outputs;
            },
            true)
        .mapValues(DistributedInference::values);
  }

  private static float[] values(INDArray output) {
    return output.dup('c').data().asFloat();
  }

  /** ND4J keeps a network's working memory for each thread that ran it, and Spark's are many. */
  private static void freeWorkspacesAtTheEnd() {
    TaskCompletionListener free =
        context -> Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    TaskContext.get().addTaskCompletionListener(free);
  }
}
