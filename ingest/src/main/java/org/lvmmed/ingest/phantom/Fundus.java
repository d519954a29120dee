package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Colour photographs of the back of the eye: healthy, bleeding, or with an excavated disc. */
final class Fundus implements Phantom {
  static final String RETINOPATHY = "retinopathy";
  static final String GLAUCOMA = "glaucoma";

  @Override
  public Card card() {
    return new Card(
        "phantom_fundus",
        "Generated fundus photographs",
        "fundus",
        "eye",
        "FU",
        List.of("normal", RETINOPATHY, GLAUCOMA),
        List.of("path", "label", "patient"),
        "");
  }

  @Override
  public List<Row> write(Patient patient, PhantomSettings settings, PhantomSink sink)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < settings.pictures(); k++) {
      Draws draws = patient.draws().fork("picture" + k);
      int side = k % 2 == 0 ? 1 : -1;
      Retina retina = new Retina(patient, side, patient.draws().fork("eye" + side));
      Pose pose = Pose.draw(draws, 0.15, 1, 0.06, 0.06);
      String path = patient.file("images", "-" + (k + 1) + ".jpg");
      photograph(retina, settings.size(), pose, draws).write(sink, path);
      rows.add(new Row(path, patient.label(), patient.id(), "", ""));
    }
    return rows;
  }

  private static ColourPlane photograph(Retina retina, int size, Pose pose, Draws draws) {
    ColourPlane picture = retina.paint(new ColourPlane(size, pose));
    picture.illuminate(
        draws.between(-0.3, 0.3), draws.between(-0.3, 0.3), draws.between(0.85, 1.15));
    picture.blur(0.5).noise(0.012, draws);
    picture.vignette(0.9);
    return picture;
  }
}
