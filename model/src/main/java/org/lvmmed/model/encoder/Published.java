package org.lvmmed.model.encoder;

/**
 * How an encoder is used elsewhere.
 *
 * @param library whose layout and names its tensors have
 * @param anySize whether one network takes images of any extent, else only of the input size
 * @param sizes a phrase on other sizes than the input's
 * @param normalisation a phrase on how its layers normalise
 * @param note what else is to be known, a sentence or none
 * @param python lines that load the weights into the library's model and leave features of {@code
 *     images} in {@code pooled}
 */
public record Published(
    String library,
    boolean anySize,
    String sizes,
    String normalisation,
    String note,
    String python) {

  /** Name of the file of weights that {@link #python} loads. */
  public static final String WEIGHTS = "encoder.safetensors";

  public static Published of(EncoderSettings settings) {
    return settings.architecture().family().published(settings);
  }
}
