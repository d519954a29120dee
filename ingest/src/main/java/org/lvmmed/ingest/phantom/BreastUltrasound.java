package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Breast ultrasound of a curved probe, with masks of the mass (empty where there is none). Half of
 * the patients are PNG, half JPEG.
 */
final class BreastUltrasound implements Phantom {
  static final String CYST = "cyst";
  static final String SOLID = "solid_mass";
  static final String SPICULATED = "spiculated_mass";

  @Override
  public Card card() {
    return new Card(
        "phantom_breast_ultrasound",
        "Generated breast ultrasound",
        "ultrasound",
        "breast",
        "US",
        List.of("normal", CYST, SOLID, SPICULATED),
        List.of("path", "label", "patient", "mask"),
        "");
  }

  @Override
  public List<Row> write(Patient patient, PhantomSettings settings, PhantomSink sink)
      throws IOException {
    boolean png = patient.index() / card().classes().size() % 2 == 0;
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < settings.pictures(); k++) {
      Draws draws = patient.draws().fork("picture" + k);
      BreastTissue tissue = new BreastTissue(patient, patient.draws().fork("anatomy"), draws);
      SectorScan scan = SectorScan.draw(draws);
      String number = String.format(Locale.ROOT, "-%d", k + 1);
      String image = patient.file("images", number + (png ? ".png" : ".jpg"));
      String mask = patient.file("masks", number + ".png");
      PictureFiles.grey8(sink, image, scan.image(settings.size(), tissue, draws));
      PictureFiles.mask(sink, mask, scan.mask(settings.size(), tissue.mass()));
      rows.add(new Row(image, patient.label(), patient.id(), mask, ""));
    }
    return rows;
  }
}
