package org.lvmmed.model.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.ResNet;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.ParameterTensor;
import org.lvmmed.model.network.StateLayout;

/**
 * An encoder's weights as safetensors with torchvision's names: {@code load_state_dict} of the
 * model of the same name takes them, and weights saved from torchvision or timm load here.
 */
public final class EncoderWeights {

  private static final String ARCHITECTURE = "architecture";
  private static final String INPUT_SIZE = "input_size";
  private static final String OUTPUT_STRIDE = "output_stride";

  /** A classifier's weights, which no encoder has. */
  private static final String CLASSIFIER = "fc.";

  /** A counter that PyTorch keeps and, with a fixed momentum, never uses. */
  private static final String COUNTER = ".num_batches_tracked";

  private EncoderWeights() {}

  /** Writes weights and what is needed to rebuild the network; the stream stays open. */
  public static void write(EncoderModel encoder, OutputStream out) throws IOException {
    float[] parameters = encoder.parameters();
    List<NamedTensor> tensors =
        encoder.graph().layout().tensors().stream()
            .map(tensor -> named(tensor, parameters))
            .toList();
    new Safetensors(metadata(encoder.settings()), tensors).write(out);
  }

  private static NamedTensor named(ParameterTensor tensor, float[] parameters) {
    float[] values = Arrays.copyOfRange(parameters, tensor.offset(), tensor.end());
    return new NamedTensor(tensor.name(), tensor.shape(), values);
  }

  private static Map<String, String> metadata(EncoderSettings settings) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put(ARCHITECTURE, settings.architecture().torchName());
    metadata.put(INPUT_SIZE, Integer.toString(settings.inputSize()));
    metadata.put(OUTPUT_STRIDE, Integer.toString(settings.outputStride()));
    return metadata;
  }

  /**
   * Reads an encoder from a file of this project, with the standard preprocessing.
   *
   * @throws IOException where the file is damaged, comes from elsewhere or does not fit
   */
  public static EncoderModel load(InputStream in) throws IOException {
    Safetensors file = Safetensors.read(in);
    return build(settings(file.metadata()), file);
  }

  /**
   * Reads an encoder's weights of any origin that has torchvision's names.
   *
   * @throws IOException where the file is damaged or does not fit the architecture
   */
  public static EncoderModel load(EncoderSettings settings, InputStream in) throws IOException {
    return build(settings, Safetensors.read(in));
  }

  private static EncoderSettings settings(Map<String, String> metadata) throws IOException {
    try {
      return new EncoderSettings(
          Architecture.ofTorchName(metadata.getOrDefault(ARCHITECTURE, "unknown")),
          Integer.parseInt(metadata.getOrDefault(INPUT_SIZE, "unknown")),
          Integer.parseInt(metadata.getOrDefault(OUTPUT_STRIDE, "unknown")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The safetensors file does not say which encoder it holds (metadata %s): name the architecture yourself"
              .formatted(metadata),
          e);
    }
  }

  private static EncoderModel build(EncoderSettings settings, Safetensors file) throws IOException {
    Preprocess preprocess = Preprocess.standard(settings.inputSize());
    return new EncoderModel(settings, flatten(settings, file), preprocess);
  }

  private static float[] flatten(EncoderSettings settings, Safetensors file) throws IOException {
    String architecture = settings.architecture().torchName();
    Map<String, NamedTensor> tensors = new LinkedHashMap<>();
    file.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    StateLayout layout = ResNet.graph(settings).layout();
    float[] parameters = new float[layout.parameterCount()];
    for (ParameterTensor wanted : layout.tensors()) {
      NamedTensor found = tensors.remove(wanted.name());
      if (found == null) {
        throw misfit(architecture, "tensor " + wanted.name() + " is missing");
      }
      checkShape(architecture, wanted, found);
      System.arraycopy(found.values(), 0, parameters, wanted.offset(), found.values().length);
    }
    checkRest(architecture, tensors);
    return parameters;
  }

  private static void checkShape(String architecture, ParameterTensor wanted, NamedTensor found)
      throws IOException {
    if (!Arrays.equals(wanted.shape(), found.shape())) {
      throw misfit(
          architecture,
          "tensor %s has the shape %s, not %s"
              .formatted(
                  wanted.name(), Arrays.toString(found.shape()), Arrays.toString(wanted.shape())));
    }
  }

  /** A tensor without a place means that the weights are another network's. */
  private static void checkRest(String architecture, Map<String, NamedTensor> rest)
      throws IOException {
    for (String name : rest.keySet()) {
      if (!name.startsWith(CLASSIFIER) && !name.endsWith(COUNTER)) {
        throw misfit(architecture, "tensor " + name + " has no place in it");
      }
    }
  }

  private static IOException misfit(String architecture, String what) {
    return new IOException(
        "These weights are not a %s's: %s (names and shapes are torchvision's)"
            .formatted(architecture, what));
  }
}
