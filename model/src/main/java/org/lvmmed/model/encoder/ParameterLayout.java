package org.lvmmed.model.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.lvmmed.model.encoder.Encoder.BatchNormLayout;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where each named tensor lies in the flat parameters of a graph.
 *
 * @param tensors in flat order, without gaps
 */
record ParameterLayout(List<ParameterTensor> tensors) {

  private static final String MEAN = ".running_mean";
  private static final String VARIANCE = ".running_var";

  private static final Map<String, String> TORCH_SUFFIXES =
      Map.of(
          ConvolutionParamInitializer.WEIGHT_KEY, ".weight",
          ConvolutionParamInitializer.BIAS_KEY, ".bias",
          BatchNormalizationParamInitializer.GAMMA, ".weight",
          BatchNormalizationParamInitializer.BETA, ".bias",
          BatchNormalizationParamInitializer.GLOBAL_MEAN, MEAN,
          BatchNormalizationParamInitializer.GLOBAL_VAR, VARIANCE);

  static ParameterLayout of(ComputationGraph graph) {
    List<ParameterTensor> tensors = new ArrayList<>();
    int offset = 0;
    for (int index : graph.topologicalSortOrder()) {
      Layer layer = graph.getVertices()[index].getLayer();
      if (layer == null || layer.numParams() == 0) {
        continue;
      }
      for (Map.Entry<String, INDArray> entry : layer.paramTable(false).entrySet()) {
        String name = name(layer, entry.getKey());
        tensors.add(new ParameterTensor(name, offset, shape(entry.getValue())));
        offset += Math.toIntExact(entry.getValue().length());
      }
    }
    return new ParameterLayout(List.copyOf(tensors));
  }

  private static String name(Layer layer, String parameter) {
    return layer.conf().getLayer().getLayerName() + TORCH_SUFFIXES.get(parameter);
  }

  /** Deeplearning4j keeps one value per channel as a matrix of one row. */
  private static int[] shape(INDArray values) {
    return values.rank() == 4
        ? Arrays.stream(values.shape()).mapToInt(Math::toIntExact).toArray()
        : new int[] {Math.toIntExact(values.length())};
  }

  /** Length of the flat parameters. */
  int length() {
    return tensors.get(tensors.size() - 1).end();
  }

  /** The tensor of that name, which must exist. */
  ParameterTensor tensor(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst().orElseThrow();
  }

  BatchNormLayout batchNorms() {
    List<ParameterTensor> means = endingWith(MEAN);
    return new BatchNormLayout(
        means.stream().mapToInt(ParameterTensor::offset).toArray(),
        endingWith(VARIANCE).stream().mapToInt(ParameterTensor::offset).toArray(),
        means.stream().mapToInt(ParameterTensor::length).toArray());
  }

  private List<ParameterTensor> endingWith(String suffix) {
    return tensors.stream().filter(tensor -> tensor.name().endsWith(suffix)).toList();
  }
}
