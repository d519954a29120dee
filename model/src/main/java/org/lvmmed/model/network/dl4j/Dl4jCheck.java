package org.lvmmed.model.network.dl4j;

import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lvmmed.model.network.ComputeThreads;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.EngineException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J's native library does on this machine, found by running one small convolution and batch
 * normalisation and asking the layers for their helper. What the library reports of itself proves
 * nothing.
 */
final class Dl4jCheck {

  private static final String CONVOLUTION = "convolution";
  private static final String BATCH_NORM = "batch-norm";
  private static final int CHANNELS = 8;

  private Dl4jCheck() {}

  /**
   * Runs the check, which takes a second when it is the first use of ND4J.
   *
   * @throws EngineException where no native library can be loaded at all
   */
  static EngineCheck run() {
    String cards = GpuCheck.applies() ? GpuCheck.requireUsable() : "";
    try (Confinement thread = new Confinement("native-check")) {
      return thread.call(() -> check(cards));
    } catch (LinkageError e) {
      throw new EngineException(
          ("ND4J's native library cannot be loaded on %s %s: it needs 64-bit Linux on an x86 "
                  + "processor with AVX2, and nd4j-native's linux-x86_64-onednn-avx2 jar")
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          e);
    }
  }

  /**
   * @param cards of the machine; empty on a CPU
   */
  private static EngineCheck check(String cards) {
    NativeThreads.limit();
    ComputationGraph graph = new ComputationGraph(twoLayers());
    graph.init();
    graph.outputSingle(Nd4j.ones(DataType.FLOAT, 1, CHANNELS, CHANNELS, CHANNELS));
    boolean accelerated =
        graph.getLayer(CONVOLUTION).getHelper() != null
            && graph.getLayer(BATCH_NORM).getHelper() != null;
    String backend =
        Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend", "unknown");
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    int threads = ComputeThreads.wanted();
    String message = message(backend, accelerated, threads);
    return new EngineCheck(
        Dl4jEngine.NAME,
        true,
        accelerated,
        threads,
        cards.isEmpty() ? message : message + ", " + cards);
  }

  private static ComputationGraphConfiguration twoLayers() {
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.FLOAT)
        .graphBuilder()
        .addInputs("input")
        .addLayer(
            CONVOLUTION,
            new ConvolutionLayer.Builder(3, 3).nIn(CHANNELS).nOut(CHANNELS).hasBias(false).build(),
            "input")
        .addLayer(
            BATCH_NORM,
            new BatchNormalization.Builder().nIn(CHANNELS).nOut(CHANNELS).build(),
            CONVOLUTION)
        .setOutputs(BATCH_NORM)
        .build();
  }

  private static String message(String backend, boolean accelerated, int threads) {
    if (accelerated) {
      String library = backend.equals("CPU") ? "oneDNN" : "cuDNN";
      return "dl4j: %s backend with %s, %d thread(s) per task".formatted(backend, library, threads);
    }
    return "dl4j: %s backend WITHOUT oneDNN: training will be about four times slower. Remedy: %s"
        .formatted(backend, remedy());
  }

  private static String remedy() {
    String property = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
    if (!"false".equals(System.getProperty(property))) {
      return "start every JVM, executors included, with -D" + property + "=false";
    }
    return "put nd4j-native's jar with the classifier linux-x86_64-onednn-avx2 (or -avx512) on the"
        + " class path, and none without oneDNN";
  }
}
