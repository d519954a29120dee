package org.lvmmed.model.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvmmed.model.metrics.ClassificationMetric;
import org.lvmmed.model.metrics.Predictions;
import org.lvmmed.model.network.Network;

/**
 * How well an encoder in training tells labelled images apart: k-NN accuracy of validation rows
 * among training rows, averaged over datasets. Test rows have no place here.
 */
public final class KnnProbe {

  private final Map<String, List<ProbeImage>> byDataset;
  private final KnnClassifier classifier;
  private final int size;
  private final int batch;

  /**
   * @param images datasets without queries or without anything to answer them are left out
   * @param size rows and columns of the images
   * @param batch images run through the network together
   */
  public KnnProbe(List<ProbeImage> images, KnnClassifier classifier, int size, int batch) {
    this.byDataset =
        images.stream()
            .collect(Collectors.groupingBy(ProbeImage::dataset, TreeMap::new, Collectors.toList()));
    byDataset.values().removeIf(rows -> queries(rows, true).isEmpty());
    byDataset.values().removeIf(rows -> queries(rows, false).isEmpty());
    this.classifier = classifier;
    this.size = size;
    this.batch = batch;
  }

  /** Whether no dataset can be probed. */
  public boolean isEmpty() {
    return byDataset.isEmpty();
  }

  /** Mean accuracy over datasets, a fraction of 1; NaN if there is none. */
  public double accuracy(Network network) {
    return byDataset.values().stream()
        .mapToDouble(rows -> accuracy(network, rows))
        .average()
        .orElse(Double.NaN);
  }

  private double accuracy(Network network, List<ProbeImage> rows) {
    List<String> classes = rows.stream().map(ProbeImage::label).distinct().sorted().toList();
    LabelledFeatures bank = features(network, queries(rows, false), classes);
    LabelledFeatures asked = features(network, queries(rows, true), classes);
    double[][] scores = classifier.scores(bank, asked.features());
    return ClassificationMetric.ACCURACY.of(
        new Predictions(asked.labels(), scores, classes.size()));
  }

  private LabelledFeatures features(Network network, List<ProbeImage> rows, List<String> classes) {
    List<float[]> pixels = new ArrayList<>();
    rows.forEach(row -> pixels.add(row.pixels()));
    int[] labels = rows.stream().mapToInt(row -> classes.indexOf(row.label())).toArray();
    return new LabelledFeatures(
        PooledFeatures.of(network, pixels, size, batch), labels, classes.size());
  }

  private static List<ProbeImage> queries(List<ProbeImage> rows, boolean query) {
    return rows.stream().filter(row -> row.query() == query).toList();
  }
}
