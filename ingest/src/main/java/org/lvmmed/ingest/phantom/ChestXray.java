package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Frontal chest X-rays with boxes around the heart and every nodule. Half of the patients are
 * 16-bit PNG, half JPEG; exposure, collimation, breath and pose change from picture to picture.
 */
final class ChestXray implements Phantom {
  static final String CARDIOMEGALY = "cardiomegaly";
  static final String EFFUSION = "pleural_effusion";
  static final String NODULES = "nodules";

  @Override
  public Card card() {
    return new Card(
        "phantom_chest_xray",
        "Generated chest X-rays",
        "x-ray",
        "chest",
        "XR",
        List.of("normal", CARDIOMEGALY, EFFUSION, NODULES),
        List.of("path", "label", "patient", "boxes"),
        "");
  }

  @Override
  public List<Row> write(Patient patient, PhantomSettings settings, PhantomSink sink)
      throws IOException {
    ChestAnatomy anatomy = new ChestAnatomy(patient, patient.draws().fork("anatomy"));
    boolean png = patient.index() / card().classes().size() % 2 == 0;
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < settings.pictures(); k++) {
      Draws draws = patient.draws().fork("picture" + k);
      Pose pose = Pose.draw(draws, 0.06, 1, 0.05, 0.05);
      Plane plane = anatomy.project(new Plane(settings.size(), pose, 0.02), draws);
      expose(plane, draws);
      String path = patient.file("images", "-" + (k + 1) + (png ? ".png" : ".jpg"));
      if (png) {
        PictureFiles.grey16(sink, path, plane);
      } else {
        PictureFiles.grey8(sink, path, plane);
      }
      String boxes = boxes(anatomy, settings.size(), pose);
      rows.add(new Row(path, patient.label(), patient.id(), "", boxes));
    }
    return rows;
  }

  private static void expose(Plane plane, Draws draws) {
    double gamma = draws.between(0.75, 1.35);
    double gain = draws.between(0.78, 1.1);
    plane.blur(0.45).noise(draws.between(0.008, 0.025), 0.5, draws);
    plane.map(v -> gain * StrictMath.pow(Math.min(1, Math.max(0, v)), gamma));
  }

  private static String boxes(ChestAnatomy anatomy, int size, Pose pose) {
    List<String> boxes = new ArrayList<>();
    boxes.add(box(anatomy.heart(), size, pose, "heart"));
    anatomy.nodules().forEach(nodule -> boxes.add(box(nodule, size, pose, "nodule")));
    boxes.removeIf(String::isEmpty);
    return String.join(";", boxes);
  }

  /** The smallest box of whole pixels around a shape; its far edges are exclusive. */
  private static String box(Shape shape, int size, Pose pose, String name) {
    Plane plane = new Plane(size, pose, 0);
    plane.mark(shape, 1);
    int x1 = size;
    int y1 = size;
    int x2 = 0;
    int y2 = 0;
    for (int i = 0; i < size * size; i++) {
      if (plane.values()[i] > 0) {
        x1 = Math.min(x1, i % size);
        x2 = Math.max(x2, i % size + 1);
        y1 = Math.min(y1, i / size);
        y2 = Math.max(y2, i / size + 1);
      }
    }
    return x1 < x2 ? String.format(Locale.ROOT, "%d %d %d %d %s", x1, y1, x2, y2, name) : "";
  }
}
