package org.lvmmed.model.network.dl4j;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where Deeplearning4j keeps a graph's tensors in its flat parameters, by torchvision's names. */
final class Dl4jTensors {

  private static final Map<String, String> TORCH_SUFFIXES =
      Map.of(
          ConvolutionParamInitializer.WEIGHT_KEY, ".weight",
          ConvolutionParamInitializer.BIAS_KEY, ".bias",
          BatchNormalizationParamInitializer.GAMMA, ".weight",
          BatchNormalizationParamInitializer.BETA, ".bias",
          BatchNormalizationParamInitializer.GLOBAL_MEAN, ".running_mean",
          BatchNormalizationParamInitializer.GLOBAL_VAR, ".running_var");

  private Dl4jTensors() {}

  /** Offsets by name; values of a tensor are in C order there, too. */
  static Map<String, Integer> offsets(ComputationGraph graph) {
    Map<String, Integer> offsets = new HashMap<>();
    int offset = 0;
    for (int index : graph.topologicalSortOrder()) {
      Layer layer = graph.getVertices()[index].getLayer();
      if (layer == null || layer.numParams() == 0) {
        continue;
      }
      for (Map.Entry<String, INDArray> entry : layer.paramTable(false).entrySet()) {
        String name = layer.conf().getLayer().getLayerName();
        offsets.put(name + TORCH_SUFFIXES.get(entry.getKey()), offset);
        offset += Math.toIntExact(entry.getValue().length());
      }
    }
    return offsets;
  }
}
