package org.lvmmed.model.network.torch;

import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.Compute.Device;
import org.lvmmed.model.network.ComputeThreads;
import org.lvmmed.model.network.Engine;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.Network;
import org.lvmmed.model.network.NetworkGraph;

/** libtorch, the library below PyTorch, called from Java. */
public final class TorchEngine implements Engine {

  static final String NAME = "torch";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Network open(NetworkGraph graph, Compute compute) {
    TorchLibrary.load();
    return new GatedNetwork(
        ExitGate.OF_LIBRARY,
        new TorchNetwork(graph, TorchDevices.of(compute), compute.precision()));
  }

  @Override
  public boolean usesCard(Compute compute) {
    try {
      TorchLibrary.load();
      return TorchDevices.of(compute).is_cuda();
    } catch (EngineException e) {
      return compute.device() == Device.CUDA;
    }
  }

  @Override
  public EngineCheck check(Compute compute) {
    try {
      TorchLibrary.load();
      TorchDevices.of(compute);
      return new EngineCheck(
          NAME,
          true,
          TorchLibrary.accelerated(),
          ComputeThreads.wanted(),
          TorchLibrary.describe(compute));
    } catch (EngineException e) {
      return EngineCheck.missing(NAME, String.valueOf(e.getMessage()));
    }
  }
}
