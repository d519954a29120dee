package org.lvmmed.model.network.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.ComputeThreads;
import org.lvmmed.model.network.EngineException;
import org.lvmmed.model.network.Glibc;
import org.lvmmed.model.network.Precision;

/** Loads libtorch once, and says what it can do here. */
final class TorchLibrary {

  /** What its binaries are linked against. */
  private static final Glibc NEEDED = new Glibc(2, 35);

  private static boolean loaded;

  private TorchLibrary() {}

  /**
   * @throws EngineException where this machine cannot load it
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    requireLibrary(Glibc.here());
    try {
      Loader.load(torch.class);
      torch.set_num_threads(ComputeThreads.wanted());
    } catch (LinkageError e) {
      throw new EngineException(
          "Engine torch cannot be loaded (%s): it needs 64-bit Linux on an x86 processor with AVX2, and pytorch's linux-x86_64 jar; set encoder.engine = dl4j to go on without it"
              .formatted(e.getMessage()),
          e);
    }
    ExitGate.OF_LIBRARY.closeAtExit();
    loaded = true;
  }

  /** Told before loading, which would end in a linker's message about a symbol. */
  static void requireLibrary(Optional<Glibc> here) {
    if (here.isEmpty() || here.get().compareTo(NEEDED) < 0) {
      throw new EngineException(
          "Engine torch needs glibc %s or newer (Ubuntu 22.04, Debian 12, RHEL 10), and this machine has %s: set encoder.engine = dl4j, or use other nodes"
              .formatted(NEEDED, here.map(Glibc::toString).orElse("another C library")));
    }
  }

  static boolean accelerated() {
    return Context.hasMKLDNN();
  }

  static String describe(Compute compute) {
    boolean card = TorchDevices.of(compute).is_cuda();
    String slow =
        compute.precision() == Precision.BFLOAT16 && !card && !processorHasBfloat16()
            ? "; this processor has no bfloat16 and emulates it slowly: set encoder.precision ="
                + " float32"
            : "";
    return "torch: %s, %s, %d thread(s) per task%s"
        .formatted(
            card ? TorchDevices.describe(compute.card()) : processor(compute),
            compute.precision().name().toLowerCase(Locale.ROOT),
            ComputeThreads.wanted(),
            slow);
  }

  private static String processor(Compute compute) {
    String library = accelerated() ? "oneDNN" : "no oneDNN";
    return "CPU with %s, %s%s"
        .formatted(
            capability(),
            library,
            TorchDevices.passedOver(compute).map(" (no card is used: %s)"::formatted).orElse(""));
  }

  private static String capability() {
    try (BytePointer text = torch.get_cpu_capability()) {
      return text.getString();
    }
  }

  private static boolean processorHasBfloat16() {
    try {
      String info = Files.readString(Path.of("/proc/cpuinfo"));
      return info.contains("avx512_bf16") || info.contains("amx_bf16");
    } catch (IOException e) {
      return false;
    }
  }
}
