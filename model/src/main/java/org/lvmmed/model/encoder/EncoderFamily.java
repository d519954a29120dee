package org.lvmmed.model.encoder;

import java.util.List;
import java.util.Map;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.network.NetworkGraph;
import org.lvmmed.rules.Rules;

/**
 * A kind of network that encoders are made of, at one of its sizes. Another kind is a class that
 * implements this, and its sizes in {@link Architecture}.
 */
public interface EncoderFamily {

  /** Channels of the feature map. */
  int features();

  /** Adds what the family asks of input size and output stride beyond what all ask. */
  default void restrict(Rules rules, int inputSize, int outputStride) {}

  /** Rows and columns of images must be a multiple of this. */
  default int extentStep(EncoderSettings settings) {
    return 1;
  }

  /** From images B×3×H×W to the feature map B×D×R×S. */
  NetworkGraph graph(EncoderSettings settings);

  /** Shape of the feature map for images of so many rows and columns. */
  MapShape mapShape(EncoderSettings settings, int rows, int columns);

  /** What heads can read, of falling resolution; the feature map is the last. */
  List<Stage> stages(EncoderSettings settings);

  /**
   * The encoder that tensors of such shapes may be of.
   *
   * @param architecture of this family
   * @param size input size that is wanted
   * @param stride output stride that is wanted, where the tensors do not say theirs
   * @param shapes extents by name, of whatever file
   */
  default EncoderSettings fitting(
      Architecture architecture, int size, int stride, Map<String, int[]> shapes) {
    return new EncoderSettings(architecture, size, stride);
  }

  /** What users of its weights must know. */
  Published published(EncoderSettings settings);
}
