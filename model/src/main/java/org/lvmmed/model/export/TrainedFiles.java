package org.lvmmed.model.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.State;
import org.lvmmed.model.network.StateLayout;

/**
 * What pretraining has beside the encoder, as safetensors: for those who go on with it.
 *
 * @param objective name of its kind
 * @param layout of the trained network, encoder and head
 * @param state its state, the weights of the network that follows it where there is one, then the
 *     objective's values
 * @param followed whether there is one
 */
public record TrainedFiles(String objective, StateLayout layout, State state, boolean followed) {

  /** Projector and message passing. */
  public static final String HEAD = "head.safetensors";

  /** Adam's moments of encoder and head. */
  public static final String OPTIMISER = "optimiser.safetensors";

  /** PyTorch's names of the first and the second moment. */
  private static final String FIRST = "exp_avg.";

  private static final String SECOND = "exp_avg_sq.";

  /** Before the names of the network that follows by momentum. */
  private static final String FOLLOWING = "momentum.";

  /** What an objective adapts from step to step. */
  private static final String OBJECTIVE = "objective_state";

  /** Writes the head's tensors under their names in the network; the stream stays open. */
  public void writeHead(OutputStream out) throws IOException {
    List<NamedTensor> tensors =
        layout.tensors().stream()
            .filter(ParameterTensor::isHead)
            .map(tensor -> part(tensor.name(), tensor, 0))
            .toList();
    new Safetensors(metadata(), tensors).write(out);
  }

  /**
   * Writes both moments of every weight, {@code exp_avg.NAME} and {@code exp_avg_sq.NAME}, with the
   * number of steps, the weights of a network that follows, {@code momentum.NAME}, and what else
   * the objective averages; the stream stays open.
   */
  public void writeOptimiser(OutputStream out) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    int first = layout.parameterCount();
    int second = first + layout.weightCount();
    for (ParameterTensor weight : layout.weights()) {
      tensors.add(part(FIRST + weight.name(), weight, first));
      tensors.add(part(SECOND + weight.name(), weight, second));
    }
    int end = layout.stateLength();
    if (followed) {
      for (ParameterTensor weight : layout.weights()) {
        tensors.add(part(FOLLOWING + weight.name(), weight, end));
      }
      end += layout.weightCount();
    }
    float[] values = state.values();
    float[] rest = Arrays.copyOfRange(values, end, values.length);
    if (rest.length > 0) {
      tensors.add(new NamedTensor(OBJECTIVE, new int[] {rest.length}, rest));
    }
    Map<String, String> metadata = metadata();
    metadata.put("step", Integer.toString(state.iteration()));
    new Safetensors(metadata, tensors).write(out);
  }

  private NamedTensor part(String name, ParameterTensor tensor, int base) {
    float[] values =
        Arrays.copyOfRange(state.values(), base + tensor.offset(), base + tensor.end());
    return new NamedTensor(name, tensor.shape(), values);
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put("objective", objective);
    return metadata;
  }
}
