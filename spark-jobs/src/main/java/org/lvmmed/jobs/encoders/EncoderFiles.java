package org.lvmmed.jobs.encoders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.jobs.io.InputException;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.export.EncoderWeights;
import org.lvmmed.model.export.Safetensors;
import org.lvmmed.model.image.Preprocess;

/**
 * Reads encoders: a folder with {@code encoder.safetensors} and {@code preprocess.json}, as
 * pretraining writes it, the work folder of a run that holds one, or a single safetensors file with
 * torchvision's names.
 *
 * @param configuration of the file systems
 * @param otherwise input size and output stride of weights that do not say theirs
 */
public record EncoderFiles(Configuration configuration, EncoderSettings otherwise) {

  private static final String WEIGHTS = "encoder.safetensors";
  private static final String PREPROCESS = "preprocess.json";
  private static final String IN_WORK = "pretrain/encoder";

  /**
   * @param uri of folder or file
   * @throws InputException where it is missing or no encoder
   */
  public EncoderModel load(String uri) {
    Path given = new Path(uri);
    try {
      FileSystem files = given.getFileSystem(configuration);
      if (!files.exists(given)) {
        throw new InputException("No encoder at " + uri + ": pretrain one, or name another");
      }
      boolean folder = files.getFileStatus(given).isDirectory();
      Path place = folder ? encoderFolder(files, given) : given;
      Path weights = folder ? new Path(place, WEIGHTS) : given;
      EncoderModel encoder = load(files, weights);
      return folder
          ? new EncoderModel(
              encoder.settings(),
              encoder.parameters(),
              preprocess(files, new Path(place, PREPROCESS)))
          : encoder;
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("Cannot use the encoder at " + uri + ": " + e.getMessage(), e);
    }
  }

  /** The folder itself, or what it holds where it is a run's. */
  private static Path encoderFolder(FileSystem files, Path folder) throws IOException {
    Path ofRun = new Path(folder, IN_WORK);
    return !files.exists(new Path(folder, WEIGHTS)) && files.exists(ofRun) ? ofRun : folder;
  }

  private EncoderModel load(FileSystem files, Path weights) throws IOException {
    Safetensors file;
    try (InputStream in = files.open(weights)) {
      file = Safetensors.read(in);
    }
    try (InputStream in = files.open(weights)) {
      return file.metadata().containsKey("architecture")
          ? EncoderWeights.load(in)
          : EncoderWeights.load(guessed(file), in);
    }
  }

  /** Changes with anything that changes an encoder's features. */
  public static String fingerprint(EncoderModel encoder) {
    ByteBuffer bytes = ByteBuffer.allocate(encoder.parameters().length * Float.BYTES);
    bytes.asFloatBuffer().put(encoder.parameters());
    return Hashes.sha256(
        Hashes.sha256(bytes.array()) + encoder.settings() + encoder.preprocess().toJson());
  }

  /** Bottleneck blocks have a third convolution. */
  private EncoderSettings guessed(Safetensors file) {
    boolean bottlenecks =
        file.tensors().stream().anyMatch(t -> t.name().equals("layer1.0.conv3.weight"));
    return new EncoderSettings(
        bottlenecks ? Architecture.RESNET50 : Architecture.RESNET18,
        otherwise.inputSize(),
        otherwise.outputStride());
  }

  private static Preprocess preprocess(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return Preprocess.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
