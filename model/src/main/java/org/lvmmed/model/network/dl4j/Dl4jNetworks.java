package org.lvmmed.model.network.dl4j;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.StateLayout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks as graphs and files of Deeplearning4j, for those who use that library directly. */
public final class Dl4jNetworks {

  /** The earliest time that a zip entry can have. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Dl4jNetworks() {}

  /**
   * A network with parameters, without an optimiser.
   *
   * @param parameters as the graph's layout has them
   */
  public static ComputationGraph of(NetworkGraph graph, float[] parameters) {
    ComputationGraph network = new ComputationGraph(Dl4jGraph.of(graph));
    network.init();
    Floats.overwrite(network.params(), reordered(network, graph.layout(), parameters));
    return network;
  }

  private static float[] reordered(
      ComputationGraph network, StateLayout layout, float[] parameters) {
    Map<String, Integer> offsets = Dl4jTensors.offsets(network);
    float[] values = new float[Math.toIntExact(network.numParams())];
    for (ParameterTensor tensor : layout.tensors()) {
      int at = offsets.getOrDefault(tensor.name(), -1);
      if (at < 0) {
        throw new IllegalArgumentException("Deeplearning4j has no tensor " + tensor.name());
      }
      System.arraycopy(parameters, tensor.offset(), values, at, tensor.length());
    }
    return values;
  }

  /**
   * Writes what {@code ModelSerializer.restoreComputationGraph} reads: configuration and
   * parameters, without the optimiser. {@link ModelSerializer} itself would put the time of day
   * into the file. The stream stays open.
   */
  static void writeZip(NetworkGraph graph, float[] parameters, OutputStream out)
      throws IOException {
    ComputationGraph network = of(graph, parameters);
    ZipOutputStream zip = new ZipOutputStream(out);
    putEntry(zip, ModelSerializer.CONFIGURATION_JSON);
    // Of an initialised network: only then does it hold the order of the layers, and with it of the
    // parameters, which a reader would else work out for itself.
    zip.write(network.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8));
    putEntry(zip, ModelSerializer.COEFFICIENTS_BIN);
    writeParameters(Floats.copyOf(network.params()), zip);
    zip.finish();
  }

  private static void putEntry(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }

  private static void writeParameters(float[] parameters, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
    INDArray array = Nd4j.create(DataType.FLOAT, 1, parameters.length);
    Floats.overwrite(array, parameters);
    Nd4j.write(array, data);
    data.flush();
  }
}
