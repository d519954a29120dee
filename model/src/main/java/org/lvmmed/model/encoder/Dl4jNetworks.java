package org.lvmmed.model.encoder;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Encoders as networks and files of Deeplearning4j, for those who use that library directly. */
public final class Dl4jNetworks {

  /** The earliest time that a zip entry can have. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Dl4jNetworks() {}

  /**
   * A copy of the encoder that gives pooled features: images B×3×H×W to B×D, the feature map's mean
   * over positions.
   */
  public static ComputationGraph pooled(Encoder encoder) {
    return copy(encoder, Dl4jGraph.pooled(encoder.settings()));
  }

  /** A copy of the encoder: images B×3×H×W to feature maps B×D×R×S. */
  public static ComputationGraph maps(Encoder encoder) {
    return copy(encoder, Dl4jGraph.of(encoder.settings()));
  }

  private static ComputationGraph copy(
      Encoder encoder, ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Floats.overwrite(graph.params(), encoder.parameters());
    return graph;
  }

  /**
   * Writes what {@code ModelSerializer.restoreComputationGraph} reads: configuration and
   * parameters, without the optimiser. {@link ModelSerializer} itself would put the time of day
   * into the file. The stream stays open.
   */
  public static void writeZip(Encoder encoder, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    putEntry(zip, ModelSerializer.CONFIGURATION_JSON);
    // Of an initialised network: only then does it hold the order of the layers, and with it of the
    // parameters, which a reader would else work out for itself.
    String configuration = maps(encoder).getConfiguration().toJson();
    zip.write(configuration.getBytes(StandardCharsets.UTF_8));
    putEntry(zip, ModelSerializer.COEFFICIENTS_BIN);
    writeParameters(encoder.parameters(), zip);
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
