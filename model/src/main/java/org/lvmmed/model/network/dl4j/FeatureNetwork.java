package org.lvmmed.model.network.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lvmmed.model.network.HostLoss;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph that is trained by gradients of its outputs rather than by an output layer.
 *
 * <p>The public way to do so in Deeplearning4j keeps every activation outside the workspaces, which
 * costs twice the time and several times the memory. The protected methods that {@code fit} itself
 * uses take external gradients too, so this class calls those.
 */
final class FeatureNetwork extends ComputationGraph {

  private static final long serialVersionUID = 1L;

  private static final String WS_OUTPUT = "WS_FEATURES";

  private FeatureNetwork(ComputationGraphConfiguration configuration) {
    super(configuration);
  }

  /** A network whose convolutions are all zero. */
  static FeatureNetwork of(ComputationGraphConfiguration configuration) {
    FeatureNetwork network = new FeatureNetwork(configuration);
    network.init();
    return network;
  }

  /** All outputs with running batch-norm statistics. */
  float[][] outputs(float[] images, long[] shape) {
    try (MemoryWorkspace scope =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(WS_ALL_LAYERS_ACT_CONFIG, WS_OUTPUT)) {
      INDArray[] inputs = {Nd4j.create(images, shape, 'c')};
      return copies(output(false, inputs, null, null, scope));
    }
  }

  /**
   * Forward in training mode and backward; leaves ∂loss/∂parameters in {@link
   * #getFlattenedGradients()}, with the updates of the batch-norm statistics in their places.
   *
   * @return the loss
   */
  double differentiate(float[] images, long[] shape, HostLoss loss) {
    LayerWorkspaceMgr workspaces = workspaces();
    try (MemoryWorkspace activations = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
      INDArray[] maps = forward(Nd4j.create(images, shape, 'c'));
      float[][] outputs = copies(maps);
      float[][] gradients = new float[outputs.length][];
      Arrays.setAll(gradients, i -> new float[outputs[i].length]);
      double value = evaluate(loss, outputs, gradients);
      INDArray[] epsilons = new INDArray[maps.length];
      Arrays.setAll(epsilons, i -> Nd4j.create(gradients[i], maps[i].shape(), 'c'));
      calcBackpropGradients(true, false, epsilons);
      return value;
    }
  }

  private static float[][] copies(INDArray[] arrays) {
    return Arrays.stream(arrays).map(Floats::copyOf).toArray(float[][]::new);
  }

  private INDArray[] forward(INDArray images) {
    Map<String, INDArray> activations =
        ffToLayerActivationsInWS(
            true,
            -1,
            null,
            FwdPassType.STANDARD,
            false,
            new INDArray[] {images},
            null,
            null,
            false);
    return configuration.getNetworkOutputs().stream()
        .map(name -> Objects.requireNonNull(activations.get(name)))
        .toArray(INDArray[]::new);
  }

  /** Outside our workspaces: what the loss allocates must not die with the activations. */
  private static double evaluate(HostLoss loss, float[][] outputs, float[][] gradients) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return loss.evaluate(outputs, gradients);
    }
  }

  /** Where {@code fit} puts what. */
  private LayerWorkspaceMgr workspaces() {
    LayerWorkspaceMgr workspaces =
        LayerWorkspaceMgr.builder()
            .with(ArrayType.ACTIVATIONS, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
            .with(ArrayType.INPUT, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
            .with(ArrayType.FF_WORKING_MEM, WS_LAYER_WORKING_MEM, WS_LAYER_WORKING_MEM_CONFIG)
            .with(ArrayType.BP_WORKING_MEM, WS_LAYER_WORKING_MEM, WS_LAYER_WORKING_MEM_CONFIG)
            .with(ArrayType.UPDATER_WORKING_MEM, WS_ALL_LAYERS_ACT, WS_ALL_LAYERS_ACT_CONFIG)
            .build();
    workspaces.setHelperWorkspacePointers(helperWorkspaces);
    return workspaces;
  }

  /** Frees parameters, gradients and the calling thread's workspaces without waiting for the GC. */
  void release() {
    if (getFlattenedGradients() != null) {
      getFlattenedGradients().close();
    }
    params().close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
