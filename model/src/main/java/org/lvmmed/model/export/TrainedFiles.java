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
import org.lvmmed.model.pretrain.TrainedLayout;

/**
 * What pretraining has beside the encoder, as safetensors: for those who go on with it.
 *
 * @param objective name of its kind
 * @param layout of the trained network, encoder and head
 * @param state as {@link TrainedLayout} has it
 * @param ofFollower whether the head is that of the network that follows
 */
public record TrainedFiles(
    String objective, TrainedLayout layout, State state, boolean ofFollower) {

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
        layout.network().tensors().stream()
            .filter(ParameterTensor::isHead)
            .map(tensor -> part(tensor.name(), tensor, layout.result(ofFollower)))
            .toList();
    new Safetensors(metadata(), tensors).write(out);
  }

  /**
   * Writes both moments of every weight, {@code exp_avg.NAME} and {@code exp_avg_sq.NAME}, with the
   * number of steps, the tensors of a network that follows, {@code momentum.NAME}, and what else
   * the objective averages; the stream stays open.
   */
  public void writeOptimiser(OutputStream out) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    int first = layout.network().parameterCount();
    int second = first + layout.network().weightCount();
    for (ParameterTensor weight : layout.network().weights()) {
      tensors.add(part(FIRST + weight.name(), weight, first));
      tensors.add(part(SECOND + weight.name(), weight, second));
    }
    if (layout.followed()) {
      for (ParameterTensor tensor : layout.network().tensors()) {
        tensors.add(part(FOLLOWING + tensor.name(), tensor, layout.following()));
      }
    }
    float[] values = state.values();
    float[] rest = Arrays.copyOfRange(values, layout.own(), values.length);
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
