package org.lvmmed.model.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
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

  /** How the names of a classifier's weights start, torchvision's and timm's. */
  private static final List<String> CLASSIFIERS = List.of("fc.", "head.");

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
    metadata.put(ARCHITECTURE, settings.architecture().title());
    metadata.put(INPUT_SIZE, Integer.toString(settings.inputSize()));
    metadata.put(OUTPUT_STRIDE, Integer.toString(settings.outputStride()));
    return metadata;
  }

  /**
   * An encoder that was read.
   *
   * @param unused names of the file's tensors that no encoder uses: a classifier, counters, SAM's
   *     decoders
   */
  public record Loaded(EncoderModel encoder, List<String> unused) {}

  /**
   * Which encoder a file holds: what it says itself where this project wrote it, else what its
   * tensors say.
   *
   * @param otherwise input size and output stride of a file that does not say its own
   * @throws IOException where its tensors are no known encoder's
   */
  public static EncoderSettings settings(Safetensors file, EncoderSettings otherwise)
      throws IOException {
    if (file.metadata().containsKey(ARCHITECTURE)) {
      return settings(file.metadata());
    }
    WeightFit nearest = nearest(used(file), otherwise);
    if (!nearest.isWhole()) {
      throw misfit(nearest, "no known architecture is nearer");
    }
    return nearest.settings();
  }

  private static EncoderSettings settings(Map<String, String> metadata) throws IOException {
    try {
      return new EncoderSettings(
          Architecture.ofTitle(metadata.getOrDefault(ARCHITECTURE, "unknown")),
          Integer.parseInt(metadata.getOrDefault(INPUT_SIZE, "unknown")),
          Integer.parseInt(metadata.getOrDefault(OUTPUT_STRIDE, "unknown")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The safetensors file does not say which encoder it holds (metadata %s)"
              .formatted(metadata),
          e);
    }
  }

  /**
   * Takes an encoder's weights from a file of any origin that has the names of torchvision, timm or
   * SAM, with the standard preprocessing.
   *
   * @throws IOException naming what is missing, has no place or another shape, and the architecture
   *     that fits
   */
  public static Loaded load(EncoderSettings settings, Safetensors file) throws IOException {
    Map<String, NamedTensor> tensors = forSize(used(file), settings);
    WeightFit fit = WeightFit.of(settings, tensors);
    if (!fit.isWhole()) {
      throw misfit(fit, advice(nearest(used(file), settings), settings));
    }
    Preprocess preprocess = Preprocess.standard(settings.inputSize());
    List<String> unused =
        file.tensors().stream().map(NamedTensor::name).filter(EncoderWeights::isUnused).toList();
    return new Loaded(new EncoderModel(settings, flatten(settings, tensors), preprocess), unused);
  }

  private static Map<String, NamedTensor> used(Safetensors file) {
    Map<String, NamedTensor> tensors = new LinkedHashMap<>();
    file.tensors().stream()
        .filter(tensor -> !isUnused(tensor.name()))
        .forEach(tensor -> tensors.put(SamNames.toTimm(tensor.name()), tensor));
    return tensors;
  }

  private static Map<String, NamedTensor> forSize(
      Map<String, NamedTensor> tensors, EncoderSettings settings) {
    return PlaceTensors.fitted(tensors, EncoderGraph.of(settings));
  }

  private static boolean isUnused(String name) {
    return name.endsWith(COUNTER)
        || SamNames.isOther(SamNames.toTimm(name))
        || CLASSIFIERS.stream().anyMatch(name::startsWith);
  }

  private static WeightFit nearest(Map<String, NamedTensor> tensors, EncoderSettings wanted) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return Arrays.stream(Architecture.values())
        .map(a -> a.family().fitting(a, wanted.inputSize(), wanted.outputStride(), shapes))
        .map(settings -> WeightFit.of(settings, forSize(tensors, settings)))
        .max(Comparator.comparingDouble(WeightFit::share))
        .orElseThrow();
  }

  private static String advice(WeightFit nearest, EncoderSettings wanted) {
    EncoderSettings found = nearest.settings();
    String name = found.architecture().title();
    String stride =
        found.outputStride() == wanted.outputStride()
            ? ""
            : " and encoder.output-stride = " + found.outputStride();
    return nearest.isWhole()
        ? "they are a %s's: set encoder.architecture = %s%s".formatted(name, name, stride)
        : "the nearest architecture is %s, of which %d of %d tensors are there"
            .formatted(
                name,
                nearest.fitting(),
                nearest.fitting() + nearest.missing().size() + nearest.reshaped().size());
  }

  private static IOException misfit(WeightFit fit, String advice) {
    return new IOException(
        "these weights are not a %s's, by torchvision's and timm's names and shapes; %s; %s"
            .formatted(fit.settings().architecture().title(), fit.misfits(), advice));
  }

  private static float[] flatten(EncoderSettings settings, Map<String, NamedTensor> tensors) {
    StateLayout layout = EncoderGraph.of(settings).layout();
    float[] parameters = new float[layout.parameterCount()];
    for (ParameterTensor wanted : layout.tensors()) {
      float[] values = Objects.requireNonNull(tensors.get(wanted.name())).values();
      System.arraycopy(values, 0, parameters, wanted.offset(), values.length);
    }
    return parameters;
  }
}
