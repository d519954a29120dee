package org.lvmmed.model.encoder;

/** Makes encoders. */
public final class Encoders {

  private Encoders() {}

  /**
   * A randomly initialised encoder: He initialisation (fan-out) for convolutions, batch norms the
   * identity. The same seed gives the same bits.
   */
  public static Encoder create(EncoderSettings settings, long seed) {
    Encoder encoder = blank(settings);
    ParameterLayout layout = new ParameterLayout(encoder.parameterLayout());
    encoder.setParameters(HeInitialisation.draw(layout, seed));
    return encoder;
  }

  /** Where each tensor lies in the flat parameters. */
  static ParameterLayout layout(EncoderSettings settings) {
    try (Encoder encoder = blank(settings)) {
      return new ParameterLayout(encoder.parameterLayout());
    }
  }

  /** An encoder whose convolutions are zero, to be filled with parameters from elsewhere. */
  public static Encoder blank(EncoderSettings settings) {
    return new Dl4jEncoder(settings);
  }
}
