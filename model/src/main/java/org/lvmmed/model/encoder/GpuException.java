package org.lvmmed.model.encoder;

/** The build computes on GPUs, and this machine has none that it can use; the message says why. */
public final class GpuException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  GpuException(String message) {
    super(message);
  }
}
