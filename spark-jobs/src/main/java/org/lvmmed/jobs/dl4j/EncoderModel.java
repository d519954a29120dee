package org.lvmmed.jobs.dl4j;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.lvmmed.jobs.io.Hashes;
import org.lvmmed.model.encoder.Encoder;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.Encoders;
import org.lvmmed.model.image.Preprocess;

/**
 * An encoder with all that is needed to use it.
 *
 * @param settings its architecture
 * @param parameters all of them, batch-norm statistics included
 * @param preprocess how an image becomes its input
 */
public record EncoderModel(EncoderSettings settings, float[] parameters, Preprocess preprocess)
    implements Serializable {

  /** A working copy, which the caller closes. */
  Encoder open() {
    Encoder encoder = Encoders.blank(settings);
    encoder.setParameters(parameters);
    return encoder;
  }

  /** Changes with anything that changes its features. */
  public String fingerprint() {
    ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
    bytes.asFloatBuffer().put(parameters);
    return Hashes.sha256(Hashes.sha256(bytes.array()) + settings + preprocess.toJson());
  }
}
