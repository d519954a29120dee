package org.lvmmed.model.network.torch;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.network.GraphAffinities;
import org.lvmmed.model.network.Outputs;

/** Outputs of a network on libtorch, in the scope of the pass that computed them. */
final class TorchOutputs implements Outputs {

  private final HostCopies host;
  private final List<Tensor> outputs;
  private final @Nullable Tensor[] gradients;

  TorchOutputs(HostCopies host, List<Tensor> outputs) {
    this.host = host;
    this.outputs = outputs;
    this.gradients = new Tensor[outputs.size()];
  }

  @Override
  public int count() {
    return outputs.size();
  }

  @Override
  public float[] values(int output) {
    return host.read(outputs.get(output));
  }

  @Override
  public void setGradient(int output, float[] gradient) {
    add(output, host.tensor(gradient, shape(outputs.get(output))));
  }

  @Override
  public Optional<GraphAffinities> affinities(int output) {
    Tensor maps = outputs.get(output).detach();
    return Optional.of(new TorchAffinities(host, maps, gradient -> add(output, gradient)));
  }

  private void add(int output, Tensor gradient) {
    Tensor before = gradients[output];
    gradients[output] = before == null ? gradient : before.add(gradient);
  }

  /** Leaves the gradients with respect to the weights in the state. */
  void backward() {
    TensorVector reached = new TensorVector();
    TensorVector slopes = new TensorVector();
    for (int o = 0; o < gradients.length; o++) {
      Tensor gradient = gradients[o];
      Tensor output = outputs.get(o);
      if (gradient != null && output.requires_grad()) {
        reached.push_back(output);
        slopes.push_back(gradient.to(output.scalar_type()));
      }
    }
    if (!reached.empty()) {
      torch.backward(reached, slopes, new BoolOptional(), false, new TensorVector());
    }
  }

  private static long[] shape(Tensor tensor) {
    long[] shape = new long[Math.toIntExact(tensor.dim())];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = tensor.size(d);
    }
    return shape;
  }
}
