package org.lvmmed.jobs.encoders;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.export.EncoderWeights;
import org.lvmmed.model.export.NamedTensor;
import org.lvmmed.model.export.Safetensors;
import org.lvmmed.model.image.Preprocess;

/**
 * Reads encoders: a folder with {@code encoder.safetensors} and {@code preprocess.json}, as
 * pretraining writes it, the work folder of a run that holds one, or a single safetensors file with
 * the names of torchvision or timm.
 *
 * @param configuration of the file systems
 * @param otherwise input size and output stride of weights that do not say theirs
 */
public record EncoderFiles(Configuration configuration, EncoderSettings otherwise) {

  /**
   * @param uri of folder or file
   * @throws InputException where it is missing or no encoder
   */
  public EncoderModel load(String uri) {
    try {
      WeightFile file = WeightFile.read(uri, configuration);
      EncoderSettings settings = EncoderWeights.settings(file.content(), otherwise);
      EncoderModel encoder = EncoderWeights.load(settings, file.content()).encoder();
      return new EncoderModel(
          settings, encoder.parameters(), file.preprocess().orElse(encoder.preprocess()));
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(uri, e);
    }
  }

  /**
   * Weights to begin another training with, whatever input size and output stride they had.
   *
   * @param uri of folder or file
   * @param wanted the encoder that is to have them
   * @throws InputException where they are missing, another architecture's or not finite
   */
  public static GivenWeights given(
      String uri, EncoderSettings wanted, Configuration configuration) {
    try {
      WeightFile file = WeightFile.read(uri, configuration);
      EncoderWeights.Loaded loaded = EncoderWeights.load(wanted, file.content());
      requireFinite(file.content());
      Preprocess own = file.preprocess().orElse(loaded.encoder().preprocess());
      return new GivenWeights(
          loaded.encoder().parameters(),
          new Preprocess(wanted.inputSize(), own.mean(), own.std()),
          file.sha256(),
          loaded.unused());
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(uri, e);
    }
  }

  private static InputException unusable(String uri, Exception e) {
    return new InputException("Cannot use the encoder at " + uri + ": " + e.getMessage(), e);
  }

  private static void requireFinite(Safetensors file) throws IOException {
    for (NamedTensor tensor : file.tensors()) {
      for (float value : tensor.values()) {
        if (!Float.isFinite(value)) {
          throw new IOException("tensor " + tensor.name() + " has values that are not finite");
        }
      }
    }
  }

  /** Changes with anything that changes an encoder's features. */
  public static String fingerprint(EncoderModel encoder) {
    ByteBuffer bytes = ByteBuffer.allocate(encoder.parameters().length * Float.BYTES);
    bytes.asFloatBuffer().put(encoder.parameters());
    return Hashes.sha256(
        Hashes.sha256(bytes.array()) + encoder.settings() + encoder.preprocess().toJson());
  }
}
