package org.lvmmed.model.encoder;

import java.util.List;
import org.lvmmed.model.network.NetworkGraph;

/** Encoders as networks, whichever family they are of. */
public final class EncoderGraph {

  private EncoderGraph() {}

  /** From images B×3×H×W to the feature map B×D×R×S. */
  public static NetworkGraph of(EncoderSettings settings) {
    return settings.architecture().family().graph(settings);
  }

  /** Shape of the feature map for images of so many rows and columns. */
  public static MapShape mapShape(EncoderSettings settings, int rows, int columns) {
    return settings.architecture().family().mapShape(settings, rows, columns);
  }

  /** What heads can read, of falling resolution; the feature map is the last. */
  public static List<Stage> stages(EncoderSettings settings) {
    return settings.architecture().family().stages(settings);
  }
}
