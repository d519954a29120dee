package org.lvmmed.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lvmmed.jobs.report.Downstream.Boxes;
import org.lvmmed.jobs.report.Downstream.Confusion;
import org.lvmmed.jobs.report.Downstream.Mistake;
import org.lvmmed.jobs.report.Downstream.Origin;
import org.lvmmed.jobs.report.Downstream.Unit;
import org.lvmmed.model.metrics.AveragePrecision;
import org.lvmmed.model.metrics.ConfusionMatrix;
import org.lvmmed.model.metrics.Predictions;

/** From a file of {@code evaluation/units} to what a page shows of it. */
final class UnitReader {

  private static final int SHOWN = 6;
  private static final ObjectMapper JSON = new ObjectMapper();

  private UnitReader() {}

  /** The unit of a probe, or of each test set of a head. */
  static List<Unit> read(JsonNode file) throws JsonProcessingException {
    List<Unit> units = new ArrayList<>();
    if (file.has("scores")) {
      units.add(classified(file, List.of()));
    }
    List<Downstream.Point> curve =
        file.has("curve") ? list(file.get("curve"), new TypeReference<>() {}) : List.of();
    for (JsonNode test : file.path("classification")) {
      units.add(classified(test, curve));
    }
    for (JsonNode test : file.path("segmentation")) {
      List<Downstream.Masks> masks = list(test.path("examples"), new TypeReference<>() {});
      units.add(new Unit(origin(test), List.of(), List.of(), masks, List.of(), curve));
    }
    for (JsonNode test : file.path("detection")) {
      units.add(new Unit(origin(test), List.of(), List.of(), List.of(), boxes(test), curve));
    }
    return units;
  }

  private static <T> List<T> list(JsonNode node, TypeReference<List<T>> type)
      throws JsonProcessingException {
    return JSON.readValue(node.toString(), type);
  }

  private static Origin origin(JsonNode node) {
    return new Origin(
        node.path("dataset").asText(),
        node.path("protocol").asText(),
        node.path("encoder").asText(),
        node.path("trial").asInt());
  }

  private static Unit classified(JsonNode node, List<Downstream.Point> curve)
      throws JsonProcessingException {
    List<String> classes = strings(node.path("classes"));
    List<String> images = strings(node.path("images"));
    int[] truth = JSON.treeToValue(node.path("truth"), int[].class);
    double[][] scores = JSON.treeToValue(node.path("scores"), double[][].class);
    Predictions predictions = new Predictions(truth, scores, classes.size());
    List<Mistake> mistakes =
        IntStream.range(0, truth.length)
            .filter(i -> predictions.predicted(i) != truth[i])
            .mapToObj(
                i -> mistake(images.get(i), classes, truth[i], predictions.predicted(i), scores[i]))
            .sorted(Comparator.comparingDouble(Mistake::probability).reversed())
            .limit(SHOWN)
            .toList();
    Confusion confusion = new Confusion(classes, ConfusionMatrix.of(predictions).counts());
    return new Unit(origin(node), List.of(confusion), mistakes, List.of(), List.of(), curve);
  }

  private static Mistake mistake(
      String image, List<String> classes, int truth, int predicted, double[] scores) {
    double share = scores[predicted] / Arrays.stream(scores).sum();
    return new Mistake(image, classes.get(truth), classes.get(predicted), share);
  }

  /** The images with the worst precision, one from the middle and the best. */
  private static List<Boxes> boxes(JsonNode test) throws JsonProcessingException {
    List<String> classes = strings(test.path("classes"));
    List<Boxes> all = new ArrayList<>();
    for (JsonNode image : test.path("images")) {
      double[][] truth = JSON.treeToValue(image.path("truth"), double[][].class);
      double[][] found = JSON.treeToValue(image.path("found"), double[][].class);
      all.add(
          new Boxes(
              image.path("id").asText(),
              image.path("height").asInt(),
              image.path("width").asInt(),
              classes,
              precision(truth, found, classes.size()),
              truth,
              found));
    }
    List<Boxes> ascending =
        all.stream()
            .filter(boxes -> !Double.isNaN(boxes.precision()))
            .sorted(Comparator.comparingDouble(Boxes::precision))
            .toList();
    return some(ascending);
  }

  private static List<Boxes> some(List<Boxes> ascending) {
    int size = ascending.size();
    if (size <= SHOWN) {
      return ascending;
    }
    List<Boxes> some = new ArrayList<>(ascending.subList(0, SHOWN - 2));
    some.add(ascending.get((SHOWN - 2 + size) / 2));
    some.add(ascending.get(size - 1));
    return some;
  }

  private static double precision(double[][] truth, double[][] found, int classes) {
    AveragePrecision.Image image = new AveragePrecision.Image(scored(truth), scored(found));
    return AveragePrecision.of(List.of(image), classes).ap50();
  }

  private static List<AveragePrecision.ScoredBox> scored(double[][] boxes) {
    return Arrays.stream(boxes)
        .map(
            b ->
                new AveragePrecision.ScoredBox(
                    b[0], b[1], b[2], b[3], (int) b[4], b.length > 5 ? b[5] : 1))
        .toList();
  }

  private static List<String> strings(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
