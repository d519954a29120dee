package org.lvmmed.model.network.torch;

import static org.bytedeco.pytorch.global.torch.clear_cache;
import static org.bytedeco.pytorch.global.torch.decrement_nesting;
import static org.bytedeco.pytorch.global.torch.increment_nesting;
import static org.bytedeco.pytorch.global.torch.set_autocast_dtype;
import static org.bytedeco.pytorch.global.torch.set_autocast_enabled;

import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lvmmed.model.network.Precision;

/**
 * torch's own choice of what is computed in bfloat16: on while a network's nodes are computed, off
 * where one must stay in float32. A state of the thread, so whatever turns it on turns it off.
 */
final class Autocast {

  private final DeviceType device;
  private final boolean used;

  Autocast(DeviceType device, Precision precision) {
    this.device = device;
    this.used = precision == Precision.BFLOAT16;
  }

  /** Ends what was begun. */
  interface Region extends AutoCloseable {
    @Override
    void close();
  }

  /** Bfloat16 from here on, where this precision is used at all. */
  Region enter() {
    if (!used) {
      return () -> {};
    }
    set_autocast_dtype(device, ScalarType.BFloat16);
    set_autocast_enabled(device, true);
    increment_nesting();
    return () -> {
      // Weights that were narrowed for this pass must not serve the next.
      if (decrement_nesting() == 0) {
        clear_cache();
      }
      set_autocast_enabled(device, false);
    };
  }

  /** Float32 for a while. */
  Region leave() {
    if (!used) {
      return () -> {};
    }
    set_autocast_enabled(device, false);
    return () -> set_autocast_enabled(device, true);
  }
}
