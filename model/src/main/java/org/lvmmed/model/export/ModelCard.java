package org.lvmmed.model.export;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.Published;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Engines;

/**
 * What a user of an encoder must know: what it is for, where it comes from, what it saw, how to
 * feed it, what it came to and what it is not good for. It names data sets, never patients, files
 * or paths.
 *
 * @param name the encoder's name, one line
 * @param encoder architecture, input size, output stride
 * @param preprocess how images become its input
 * @param sources what it was trained on
 * @param training how
 * @param results what it came to downstream; empty where it was not evaluated
 * @param limits further sentences for the section of that name
 */
public record ModelCard(
    String name,
    EncoderSettings encoder,
    Preprocess preprocess,
    List<Source> sources,
    Training training,
    List<Result> results,
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

  /**
   * A metric on the test cases of a data set.
   *
   * @param encoder whose it is: this one's, or another's to compare it with
   * @param protocol how it was judged
   * @param std over trials
   */
  public record Result(
      String dataset,
      String protocol,
      String metric,
      String encoder,
      double mean,
      double std,
      int trials) {}

  /** The card in Markdown. */
  public String markdown() {
    return """
        # %s

        A self-supervised image encoder for medical images, pretrained by LVM-Med on Spark
        (the method of "LVM-Med: Learning Large-Scale Self-Supervised Vision Models for Medical
        Imaging via Second-order Graph Matching", NeurIPS 2023).

        ## Intended use

        - As the start of a network for a task on images like those below, or for features of them.
        - Research only. It is not a medical device, and decides nothing about a patient.
        - It was trained without labels and knows no disease: a head must be trained and tested for
          each task.

        %s
        %s
        %s
        %s
        %s
        %s"""
        .formatted(
            name,
            architecture(),
            usage(),
            sourcesTable(),
            trainingTable(),
            resultsSection(),
            limitsSection());
  }

  private String architecture() {
    Published published = Published.of(encoder);
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
            published.library(),
            preprocess.size(),
            preprocess.size(),
            EncoderExport.PREPROCESS,
            published.sizes(),
            encoder.architecture().features(),
            encoder.outputStride(),
            published.normalisation());
  }

  private String usage() {
    Published published = Published.of(encoder);
    return """
        ## Use in PyTorch

        ```python
        %s```

        `%s` has the input `%s` and the outputs `%s` (the map) and `%s` (its mean)%s.
        %s%s"""
        .formatted(
            published.python(),
            EncoderExport.ONNX,
            OnnxModel.IMAGES,
            OnnxModel.FEATURES,
            OnnxModel.POOLED,
            published.anySize()
                ? ""
                : ", for images of %d x %d".formatted(encoder.inputSize(), encoder.inputSize()),
            ofEngines(),
            published.note().isEmpty() ? "" : published.note() + "\n");
  }

  /** What engines wrote in formats of their own. */
  private String ofEngines() {
    return Engines.all().stream()
        .map(engine -> engine.exported(EncoderGraph.of(encoder)))
        .flatMap(Optional::stream)
        .map(sentence -> sentence + "\n")
        .collect(joining());
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

  private String resultsSection() {
    if (results.isEmpty()) {
      return """
          ## Results

          Not evaluated yet. `lvm-med evaluate` measures it; `lvm-med export` after that writes this
          card with what came of it.
          """;
    }
    return """
        ## Results

        On test patients of data sets that took part in the corpus; mean and standard deviation over trials.

        | data set | protocol | metric | encoder | value | trials |
        |---|---|---|---|---|---|
        """
        + results.stream().map(ModelCard::row).collect(joining());
  }

  private static String row(Result r) {
    return "| %s | %s | %s | %s | %s ± %s | %d |\n"
        .formatted(
            cell(r.dataset()),
            r.protocol(),
            r.metric(),
            cell(r.encoder()),
            number(r.mean()),
            number(r.std()),
            r.trials());
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
