package org.lvmmed.jobs.evaluate.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lvmmed.model.probe.LinearProbe;

/**
 * How an encoder is judged: all that distinguishes one protocol from another. A new one is an entry
 * here, and where it is a head a section {@code evaluate.NAME} in the recipes.
 */
public enum Protocol {
  /** A vote of the nearest training images. */
  KNN(
      "k-NN",
      (settings, train, validation, test) ->
          new LinearProbe.Result(settings.knn().scores(train.and(validation), test), 0)),
  /** A linear classifier on frozen features. */
  LINEAR(
      "Linear probe",
      (settings, train, validation, test) -> settings.linear().scores(train, validation, test)),
  /** A classifier with a hidden layer on the frozen encoder. */
  HIDDEN("Hidden layer", Truth.LABEL, Encoder.FROZEN),
  /** A classifier trained together with the encoder. */
  FINETUNE("Fine-tuned", Truth.LABEL, Encoder.TRAINED),
  /** A U-Net trained on the encoder. */
  SEGMENTATION("Segmentation", Truth.MASK, Encoder.TRAINED),
  /** A one-stage detector trained on the encoder. */
  DETECTION("Detection", Truth.BOXES, Encoder.TRAINED);

  private enum Encoder {
    FROZEN,
    TRAINED
  }

  private final String label;
  private final Truth truth;
  private final Encoder encoder;
  private final @Nullable Probe probe;

  /** A probe. */
  Protocol(String label, Probe probe) {
    this.label = label;
    this.truth = Truth.LABEL;
    this.encoder = Encoder.FROZEN;
    this.probe = probe;
  }

  /** A head, which is trained on images. */
  Protocol(String label, Truth truth, Encoder encoder) {
    this.label = label;
    this.truth = truth;
    this.encoder = encoder;
    this.probe = null;
  }

  /** The protocols that train a network on images, each by a section of the recipe. */
  public static List<Protocol> heads() {
    return Arrays.stream(values()).filter(protocol -> !protocol.isProbe()).toList();
  }

  /**
   * The protocol of a name in results.
   *
   * @throws IllegalArgumentException where there is none
   */
  @JsonCreator
  public static Protocol of(String title) {
    return Arrays.stream(values())
        .filter(protocol -> protocol.title().equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no protocol is called '%s' (%s)"
                        .formatted(
                            title,
                            Arrays.stream(values())
                                .map(Protocol::title)
                                .collect(Collectors.joining(", ")))));
  }

  /** The name in recipes and results: {@code knn}, {@code linear} and so on. */
  @JsonValue
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** What it asks for. */
  public Truth truth() {
    return truth;
  }

  /** Whether the encoder's weights stay as they are. */
  public boolean isFrozen() {
    return encoder == Encoder.FROZEN;
  }

  /** What is fitted to stored features; none of a head. */
  public Optional<Probe> probe() {
    return Optional.ofNullable(probe);
  }

  /** Whether it is fitted to stored features; others train a network on images. */
  public boolean isProbe() {
    return probe != null;
  }
}
