package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A corpus of generated phantoms: CT and MRI volumes, X-rays, ultrasound and fundus pictures, whose
 * classes differ in anatomy while brightness, contrast, pose and noise vary freely. No patient
 * stands behind any of it.
 *
 * <p>Each dataset has {@code dataset.conf}, {@code train.csv} and {@code test.csv}; every third
 * patient of a class is for testing.
 */
public final class PhantomCorpus {
  private static final List<Phantom> PHANTOMS =
      List.of(
          new AbdomenCt(), new BrainMri(), new ChestXray(), new BreastUltrasound(), new Fundus());

  private final PhantomSettings settings;

  public PhantomCorpus(PhantomSettings settings) {
    this.settings = settings;
  }

  /** What has been written: datasets, patients and rows of the CSV files. */
  public record Summary(int datasets, int patients, int files) {}

  /**
   * Writes all datasets, each into a folder of its own, several at a time.
   *
   * @throws IOException if the sink fails; what was written before stays
   */
  public Summary write(PhantomSink sink) throws IOException {
    try {
      int files = PHANTOMS.parallelStream().mapToInt(phantom -> writeFolder(phantom, sink)).sum();
      return new Summary(PHANTOMS.size(), PHANTOMS.size() * settings.patients(), files);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private int writeFolder(Phantom phantom, PhantomSink sink) {
    String folder = phantom.card().name() + "/";
    try {
      return write(phantom, path -> sink.create(folder + path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int write(Phantom phantom, PhantomSink sink) throws IOException {
    Phantom.Card card = phantom.card();
    List<Phantom.Row> train = new ArrayList<>();
    List<Phantom.Row> test = new ArrayList<>();
    for (int i = 0; i < settings.patients(); i++) {
      int round = i / card.classes().size();
      (round % 3 == 2 ? test : train).addAll(phantom.write(patient(card, i), settings, sink));
    }
    text(sink, "dataset.conf", conf(card));
    text(sink, "train.csv", csv(card.columns(), train));
    text(sink, "test.csv", csv(card.columns(), test));
    return train.size() + test.size();
  }

  /** Classes take turns, so that every split holds each in the same share. */
  private Phantom.Patient patient(Phantom.Card card, int index) {
    String id = String.format("%s-%04d", card.prefix(), index + 1);
    String label = card.classes().get(index % card.classes().size());
    return new Phantom.Patient(id, index, label, new Draws(settings.seed()).fork(id));
  }

  private static String conf(Phantom.Card card) {
    return String.join(
        "\n",
        "# Generated pictures; no patient stands behind them.",
        "name = \"" + card.name() + "\"",
        "title = \"" + card.title() + "\"",
        "modality = " + card.modality(),
        "body-part = " + card.bodyPart(),
        "license = CC0-1.0",
        "patient { from = column }",
        "slices { " + card.slices() + " }",
        "split { rule = csv }",
        card.classes().stream().collect(Collectors.joining("\", \"", "classes = [\"", "\"]\n")));
  }

  private static String csv(List<String> columns, List<Phantom.Row> rows) {
    return rows.stream()
        .map(row -> columns.stream().map(row::value).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", String.join(",", columns) + "\n", "\n"));
  }

  private static void text(PhantomSink sink, String path, String text) throws IOException {
    try (Writer writer = new OutputStreamWriter(sink.create(path), StandardCharsets.UTF_8)) {
      writer.write(text);
    }
  }
}
