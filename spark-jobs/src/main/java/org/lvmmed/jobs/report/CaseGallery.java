package org.lvmmed.jobs.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lvmmed.jobs.evaluate.unit.SegmentationOutcome.MaskExample;
import org.lvmmed.jobs.report.Downstream.Boxes;
import org.lvmmed.jobs.report.Downstream.Mistake;
import org.lvmmed.jobs.report.Downstream.Unit;

/** Test cases as pictures, the worst first: masks and boxes over them, classes beside them. */
final class CaseGallery {

  /** Boxes of which a detector is less sure would hide the picture. */
  private static final double SURE = 0.3;

  private CaseGallery() {}

  static Html of(ReportData data) {
    Html html = new Html();
    Downstream downstream = data.downstream();
    if (data.pictures().isEmpty()) {
      return html;
    }
    List<Unit> shown =
        downstream.units().stream()
            .filter(unit -> unit.origin().isOf(downstream.shown()))
            .filter(
                unit ->
                    !unit.masks().isEmpty()
                        || !unit.boxes().isEmpty()
                        || !unit.mistakes().isEmpty())
            .toList();
    if (shown.isEmpty()) {
      return html;
    }
    html.element("h3", "Test cases of " + downstream.shown() + ", the worst first");
    html.element(
        "p",
        "Of masks and boxes the worst cases of the first trial, then one from the middle and the"
            + " best. Masks: truth on the left, prediction on the right. Boxes: truth solid and"
            + " blue, found dashed and orange, with its score. Classified images: the surest"
            + " mistakes.");
    shown.forEach(unit -> unit(html, unit, data.pictures()));
    return html;
  }

  private static void unit(Html html, Unit unit, Thumbnails pictures) {
    html.open("div", "class", "examples");
    html.element("h4", unit.origin().protocol().label() + ", " + unit.origin().dataset());
    html.open("ol", "class", "gallery cases");
    unit.masks().forEach(masks -> masks(html, masks, pictures));
    unit.boxes().forEach(boxes -> boxes(html, boxes, pictures));
    unit.mistakes().forEach(mistake -> mistake(html, mistake, pictures));
    html.close().close();
  }

  private static void masks(Html html, MaskExample masks, Thumbnails pictures) {
    html.open("li", "class", "pair");
    Optional<String> picture = pictures.take(masks.image());
    if (picture.isPresent()) {
      html.open("div", "class", "twins");
      overlaid(html, picture.get(), masks.truth(), "truth");
      overlaid(html, picture.get(), masks.predicted(), "prediction");
      html.close();
    } else {
      html.element("span", "no picture", "class", "nopicture");
    }
    html.element("span", "Dice " + Text.percent(masks.dice()) + " %").close();
  }

  private static void overlaid(Html html, String picture, byte[] mask, String what) {
    html.open("span", "class", "overlaid");
    html.leaf("img", "src", picture, "alt", "test image");
    MaskOverlay.uri(mask).ifPresent(uri -> html.leaf("img", "src", uri, "alt", "mask: " + what));
    html.close();
  }

  private static void boxes(Html html, Boxes boxes, Thumbnails pictures) {
    html.open("li");
    Optional<String> picture = pictures.take(boxes.image().id());
    if (picture.isPresent()) {
      String size = "0 0 " + boxes.image().width() + " " + boxes.image().height();
      String found =
          Arrays.stream(boxes.image().found()).filter(b -> b[5] >= SURE).count() + " found";
      html.open("svg", "viewBox", size, "role", "img", "aria-label", found);
      html.leaf(
          "image",
          "href",
          picture.get(),
          "width",
          "" + boxes.image().width(),
          "height",
          "" + boxes.image().height());
      for (double[] box : boxes.image().truth()) {
        rectangle(html, box, "truth");
      }
      for (double[] box : boxes.image().found()) {
        if (box[5] >= SURE) {
          rectangle(html, box, "found");
          score(html, box, boxes);
        }
      }
      html.close();
    } else {
      html.element("span", "no picture", "class", "nopicture");
    }
    String note =
        "AP50 %s %%, %d true"
            .formatted(Text.percent(boxes.precision()), boxes.image().truth().length);
    html.element("span", note).close();
  }

  private static void rectangle(Html html, double[] box, String kind) {
    html.leaf(
        "rect",
        "class",
        "box " + kind,
        "x",
        pixel(box[0]),
        "y",
        pixel(box[1]),
        "width",
        pixel(Math.max(0, box[2] - box[0])),
        "height",
        pixel(Math.max(0, box[3] - box[1])));
  }

  private static void score(Html html, double[] box, Boxes boxes) {
    double size = Math.max(boxes.image().width(), boxes.image().height()) / 24.0;
    String name = boxes.classes().size() > 1 ? boxes.classes().get((int) box[4]) + " " : "";
    html.element(
        "text",
        name + String.format(Locale.ROOT, "%.2f", box[5]),
        "class",
        "score",
        "x",
        pixel(box[0]),
        "y",
        pixel(box[1] + size),
        "style",
        "font-size: " + pixel(size) + "px");
  }

  private static String pixel(double v) {
    return String.format(Locale.ROOT, "%.1f", v);
  }

  private static void mistake(Html html, Mistake mistake, Thumbnails pictures) {
    html.open("li");
    pictures.show(html, mistake.image(), "test image of class " + mistake.truth());
    html.element(
            "span",
            "%s taken for %s (%s %%)"
                .formatted(
                    mistake.truth(), mistake.predicted(), Text.percent(mistake.probability())))
        .close();
  }
}
