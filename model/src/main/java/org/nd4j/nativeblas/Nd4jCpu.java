package org.nd4j.nativeblas;

/**
 * The name by which Deeplearning4j 1.0.0-M2.1 asks whether oneDNN is in use.
 *
 * <p>Its layers look this class up by reflection ({@code BaseMKLDNNHelper}), but ND4J's bindings
 * have since moved to {@code org.nd4j.linalg.cpu.nativecpu.bindings}. Without a class of the old
 * name every convolution and batch normalisation silently runs on the slow built-in code, about
 * four times slower. Whether it worked is told by {@link org.lvmmed.model.encoder.NativeCheck}.
 */
public final class Nd4jCpu {

  private Nd4jCpu() {}

  /** The part of the native environment that Deeplearning4j asks for. */
  public static final class Environment {

    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    public static Environment getInstance() {
      return INSTANCE;
    }

    /**
     * Whether the native library was built with oneDNN and may use it. Its own flag is true even in
     * a library without oneDNN; only the build information tells.
     */
    public boolean isUseMKLDNN() {
      return NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo().contains("HAVE_ONEDNN")
          && org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}
