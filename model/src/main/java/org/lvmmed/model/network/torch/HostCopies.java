package org.lvmmed.model.network.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies between Java's arrays and tensors on a device, in C order. */
final class HostCopies {

  private final Device device;

  HostCopies(Device device) {
    this.device = device;
  }

  /** A vector of zeros on the device that outlives the scope that is open. */
  Tensor zeros(int length) {
    try (PointerScope scope = new PointerScope()) {
      TensorOptions options =
          new TensorOptions(ScalarType.Float).device(new DeviceOptional(device));
      return kept(torch.zeros(new long[] {length}, options));
    }
  }

  /** Has a tensor outlive the scope that it was made in; to be closed. */
  static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /** A vector on the device; the scope that is open owns it. */
  Tensor tensor(float[] values, int from, int length) {
    Tensor tensor =
        torch.empty(
            new long[] {length}, new TensorOptions(ScalarType.Float), new MemoryFormatOptional());
    if (length > 0) {
      tensor.data_ptr_float().put(values, from, length);
    }
    return device.is_cpu() ? tensor : tensor.to(device, ScalarType.Float);
  }

  /** On the device, of any values; the scope that is open owns it. */
  Tensor empty(long... shape) {
    TensorOptions options = new TensorOptions(ScalarType.Float).device(new DeviceOptional(device));
    return torch.empty(shape, options, new MemoryFormatOptional());
  }

  /** A vector of indices on the device. */
  Tensor indices(long[] values) {
    Tensor tensor =
        torch.empty(
            new long[] {values.length},
            new TensorOptions(ScalarType.Long),
            new MemoryFormatOptional());
    if (values.length > 0) {
      tensor.data_ptr_long().put(values, 0, values.length);
    }
    return device.is_cpu() ? tensor : tensor.to(device, ScalarType.Long);
  }

  Tensor tensor(float[] values, long[] shape) {
    return tensor(values, 0, values.length).view(shape);
  }

  /** Copies a tensor of any layout and precision to a place in an array. */
  void read(Tensor tensor, float[] into, int at, int length) {
    if (length == 0) {
      return;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor plain = tensor.detach().to(ScalarType.Float).cpu().contiguous();
      plain.data_ptr_float().get(into, at, length);
    }
  }

  float[] read(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    read(tensor, values, 0, values.length);
    return values;
  }
}
