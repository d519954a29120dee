package org.lvmmed.model.export;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;

/**
 * What a user of an encoder must know: where it comes from, what it saw, how to feed it and what it
 * is not good for. It names data sets, never patients, files or paths.
 *
 * @param name the encoder's name, one line
 * @param encoder architecture, input size, output stride
 * @param preprocess how images become its input
 * @param sources what it was trained on
 * @param training how
 * @param limits further sentences for the section of that name
 */
public record ModelCard(
    String name,
    EncoderSettings encoder,
    Preprocess preprocess,
    List<Source> sources,
    Training training,
    List<String> limits) {

  private static final MathContext FOUR_DIGITS = new MathContext(4);

  /**
   * A data set's share.
   *
   * @param modality as in the corpus
   * @param images training images, slices of volumes counted singly
   */
  public record Source(String dataset, String modality, long images) {}

  /**
   * How the encoder was trained.
   *
   * @param objective such as {@code graph-matching}
   * @param epochs passes over the sources
   * @param steps optimiser steps of a worker
   * @param seed of all draws
   * @param settings further resolved settings, by key
   * @param metrics last values of the run's curves, by name
   */
  public record Training(
      String objective,
      double epochs,
      long steps,
      long seed,
      Map<String, String> settings,
      Map<String, Double> metrics) {}

  /** The card in Markdown. */
  public String markdown() {
    return """
        # %s

        A self-supervised image encoder for medical images, pretrained by LVM-Med on Spark
        (the method of "LVM-Med: Learning Large-Scale Self-Supervised Vision Models for Medical
        Imaging via Second-order Graph Matching", NeurIPS 2023). Research use only: not a medical
        device, not for diagnosis.

        %s
        %s
        %s
        %s
        %s"""
        .formatted(name, architecture(), usage(), sourcesTable(), trainingTable(), limitsSection());
  }

  private String architecture() {
    boolean transformer = encoder.architecture().isTransformer();
    return """
        ## Architecture

        | | |
        |---|---|
        | network | %s, %s's layout and names, no classifier |
        | input | 3 x %d x %d, see `%s`; %s |
        | feature map | %d channels, one position per %d pixels |
        | normalisation | %s |
        """
        .formatted(
            encoder.architecture().title(),
            transformer ? "timm" : "torchvision",
            preprocess.size(),
            preprocess.size(),
            EncoderExport.PREPROCESS,
            transformer
                ? "other multiples of %d work".formatted(encoder.outputStride())
                : "other sizes work",
            encoder.architecture().features(),
            encoder.outputStride(),
            transformer
                ? "layer norm, epsilon 1e-6"
                : "batch norm with running statistics, epsilon 1e-5");
  }

  private String usage() {
    return """
        ## Use in PyTorch

        ```python
        %s```

        `%s` has the input `%s` and the outputs `%s` (the map) and `%s` (its mean)%s.%s
        """
        .formatted(
            TorchSnippet.of(encoder),
            EncoderExport.ONNX,
            OnnxModel.IMAGES,
            OnnxModel.FEATURES,
            OnnxModel.POOLED,
            encoder.architecture().isTransformer()
                ? ", for images of %d x %d".formatted(encoder.inputSize(), encoder.inputSize())
                : ";\n`encoder.dl4j.zip` opens with Deeplearning4j's"
                    + " `ModelSerializer.restoreComputationGraph`",
            strideNote());
  }

  private String strideNote() {
    return encoder.outputStride() == 32 || encoder.architecture().isTransformer()
        ? ""
        : "\nThe output stride of %d comes from stride 1 in the last stages, without dilation: with"
                .formatted(encoder.outputStride())
            + "\ntorchvision's own strides the same weights give other features.";
  }

  private String sourcesTable() {
    String rows =
        sources.stream()
            .map(
                s ->
                    "| %s | %s | %d |".formatted(cell(s.dataset()), cell(s.modality()), s.images()))
            .collect(joining("\n"));
    long total = sources.stream().mapToLong(Source::images).sum();
    return """
        ## Training data

        | data set | modality | images |
        |---|---|---|
        %s
        | all | | %d |
        """
        .formatted(rows, total);
  }

  private String trainingTable() {
    return """
        ## Training

        | setting | value |
        |---|---|
        | objective | %s |
        | epochs | %s |
        | steps | %d |
        | seed | %d |
        %s%s"""
        .formatted(
            training.objective(),
            number(training.epochs()),
            training.steps(),
            training.seed(),
            rows(training.settings()),
            metricsTable());
  }

  private String metricsTable() {
    if (training.metrics().isEmpty()) {
      return "";
    }
    String rows =
        training.metrics().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> "| %s | %s |\n".formatted(e.getKey(), number(e.getValue())))
            .collect(joining());
    return "\n| last value of | |\n|---|---|\n" + rows;
  }

  private static String rows(Map<String, String> settings) {
    return settings.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> "| %s | %s |\n".formatted(cell(e.getKey()), cell(e.getValue())))
        .collect(joining());
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString()
        : "unknown";
  }

  /** A bar would end the table's cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private String limitsSection() {
    String own = limits.stream().map(limit -> "- " + limit + "\n").collect(joining());
    return """
        ## Limits

        - It has seen the data sets above and no others; scanners, sites and patients beyond them may
          give poor features. Measure before use, on patients that it has not seen.
        - Weights can carry traces of their training images, and the data sets' licences may bind
          them: check both before publishing.
        %s"""
        .formatted(own);
  }
}
