package org.lvmmed.model.network.torch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch_cuda;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.card.Card;
import org.lvmmed.model.network.card.CardNeeds;
import org.lvmmed.model.network.card.CardNeeds.Code;
import org.lvmmed.model.network.card.NvidiaSmi;

/**
 * Where networks of libtorch lie. The natives for cards compute on the processor as well, where no
 * library of CUDA is found; so one application jar serves nodes with and without cards.
 */
final class TorchDevices {

  /**
   * Machine code of libtorch's build for CUDA 13. Code for x.y runs on later cards of the same x.
   */
  static final CardNeeds NEEDS =
      new CardNeeds(
          "Engine torch",
          580,
          List.of(
              new Code(7.5, 7.5),
              new Code(8.0, 8.9),
              new Code(9.0, 9.0),
              new Code(10.0, 10.9),
              new Code(12.0, 12.9)),
          "use other nodes, encoder.device = cpu, or encoder.engine = dl4j in a build with"
              + " -Pcuda11");

  private static final String NATIVES = "/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

  /** What was found of each card that was asked for: nothing changes while a process lives. */
  private static final Map<Integer, Optional<String>> OBSTACLES = new ConcurrentHashMap<>();

  private TorchDevices() {}

  /**
   * @throws EngineException where a card is asked for and cannot be used
   */
  static Device of(Compute compute) {
    if (compute.device() == Compute.Device.CPU) {
      return new Device(DeviceType.CPU);
    }
    Optional<String> obstacle = obstacle(compute.card());
    if (obstacle.isEmpty()) {
      return new Device(DeviceType.CUDA, (byte) compute.card());
    }
    if (compute.device() == Compute.Device.CUDA) {
      throw new EngineException("encoder.device is cuda. " + obstacle.get());
    }
    return new Device(DeviceType.CPU);
  }

  /** Why a build for cards computes on the processor, where nobody asked for that. */
  static Optional<String> passedOver(Compute compute) {
    return built() && compute.device() == Compute.Device.AUTO
        ? obstacle(compute.card())
        : Optional.empty();
  }

  /** Of a card that is used. */
  static String describe(int index) {
    String library = Context.hasCuDNN() ? "cuDNN" : "no cuDNN";
    return NvidiaSmi.card(index).map(Card::describe).orElse("card " + index) + ", " + library;
  }

  private static boolean built() {
    return TorchDevices.class.getResource(NATIVES) != null;
  }

  private static Optional<String> obstacle(int card) {
    return OBSTACLES.computeIfAbsent(card, TorchDevices::lookForObstacle);
  }

  private static Optional<String> lookForObstacle(int card) {
    if (!built()) {
      return Optional.of(
          "This build of engine torch computes on the processor alone: build with -Pcuda, or set"
              + " encoder.device = cpu");
    }
    Optional<String> complaint = NEEDS.complaint(NvidiaSmi.cards(), card);
    return complaint.isPresent() ? complaint : obstacleOfLibraries();
  }

  private static Optional<String> obstacleOfLibraries() {
    try {
      Loader.load(torch_cuda.class);
    } catch (LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Optional.of(
          "Engine torch finds a card, and not the libraries of CUDA 13 and cuDNN 9 (%s): install them and name their folder in LD_LIBRARY_PATH (executors: spark.executorEnv.LD_LIBRARY_PATH)"
              .formatted(cause.getMessage()));
    }
    return torch.cuda_is_available()
        ? Optional.empty()
        : Optional.of(
            "Engine torch finds no card where the driver does: look at CUDA_VISIBLE_DEVICES, and"
                + " restart the node where its driver was updated");
  }
}
