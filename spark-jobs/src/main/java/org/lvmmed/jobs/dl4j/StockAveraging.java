package org.lvmmed.jobs.dl4j;

import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.lvmmed.model.view.Draws;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Deeplearning4j's own parameter averaging, on a network whose step costs next to nothing: a
 * yardstick for ours, and its cross-check.
 */
public final class StockAveraging implements AutoCloseable {

  private static final long SEED = 1;
  private static final double RATE = 0.1;

  private final JavaSparkContext spark;
  private final int workers;
  private final int width;
  private final SparkDl4jMultiLayer trainer;
  private final ParameterAveragingTrainingMaster master;
  private final MultiLayerNetwork start;

  /**
   * @param width of the network's input and output: width² parameters
   * @param moments that the optimiser keeps of each parameter: 1 (momentum) or 2 (Adam)
   */
  public StockAveraging(JavaSparkContext spark, int workers, int width, int moments) {
    this.spark = spark;
    this.workers = workers;
    this.width = width;
    this.start = new MultiLayerNetwork(configuration(width, moments));
    start.init();
    // Examples of one row each: a batch is one of them, and one batch a worker makes a round.
    this.master =
        new ParameterAveragingTrainingMaster.Builder(workers, 1)
            .batchSizePerWorker(1)
            .averagingFrequency(1)
            .workerPrefetchNumBatches(0)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .build();
    this.trainer = new SparkDl4jMultiLayer(spark, start.clone(), master);
  }

  private static MultiLayerConfiguration configuration(int width, int moments) {
    IUpdater updater = moments == 1 ? new Nesterovs(RATE, 0.9) : new Adam(RATE);
    return new NeuralNetConfiguration.Builder()
        .seed(SEED)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.XAVIER)
        .updater(updater)
        .list()
        .layer(
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(width)
                .nOut(width)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build())
        .build();
  }

  /** One round: an example a worker, then the average, which the next round starts from. */
  public void round() {
    JavaRDD<DataSet> examples =
        spark.parallelize(
            IntStream.range(0, workers).mapToObj(w -> example(w, width)).toList(), workers);
    trainer.fit(examples);
  }

  /** The parameters after the rounds so far. */
  public float[] parameters() {
    return values(trainer.getNetwork());
  }

  /** The parameters of a worker that takes one step from the start and is averaged with nobody. */
  public float[] alone(int worker) {
    MultiLayerNetwork network = start.clone();
    network.fit(example(worker, width));
    return values(network);
  }

  private static float[] values(MultiLayerNetwork network) {
    return network.params().dup('c').data().asFloat();
  }

  private static DataSet example(int worker, int width) {
    return new DataSet(row(worker, 0, width), row(worker, 1, width));
  }

  private static INDArray row(int worker, int purpose, int width) {
    Draws draws = Draws.of(SEED, worker, purpose);
    float[] values = new float[width];
    for (int i = 0; i < width; i++) {
      values[i] = (float) draws.uniform(-1, 1);
    }
    return Nd4j.create(values, new long[] {1, width}, 'c');
  }

  /** Deletes what the master has left in its temporary folder. */
  @Override
  public void close() {
    master.deleteTempFiles(spark);
  }
}
