package org.lvmmed.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvmmed.jobs.evaluate.probes.EmbeddedImage;

/** The images' features in two dimensions. */
final class EmbeddingSection {

  private EmbeddingSection() {}

  static Section of(ReportData data) {
    Html body =
        data.embedding().isEmpty()
            ? Section.missing("There is no embedding map yet.", "Run evaluate.")
            : body(data.embedding());
    return new Section("embedding", "Embedding map", body);
  }

  private static Html body(List<EmbeddedImage> images) {
    Html html = new Html();
    html.element(
        "p",
        "Features of images, projected to the two directions in which they vary most. Images that"
            + " lie together look alike to the encoder; distances across the map say little.");
    Map<String, List<EmbeddedImage>> encoders =
        images.stream()
            .collect(
                Collectors.groupingBy(EmbeddedImage::encoder, TreeMap::new, Collectors.toList()));
    html.open("div", "class", "charts maps");
    encoders.forEach((encoder, points) -> html.add(map(encoder, points)));
    return html.close();
  }

  private static Html map(String encoder, List<EmbeddedImage> images) {
    List<ScatterChart.Point> points =
        images.stream().map(i -> new ScatterChart.Point(i.x(), i.y(), i.dataset())).toList();
    String title = "Encoder " + encoder + ", " + Text.count(points.size(), "image");
    return new ScatterChart(title, points).figure();
  }
}
