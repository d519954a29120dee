package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Abdominal CT in Hounsfield units, with masks of liver (1), kidneys (2) and aorta (3). Contrast
 * phase, build and noise vary; classes differ in what the organs look like.
 */
final class AbdomenCt implements Phantom {
  static final String METASTASES = "liver_metastases";
  static final String HYDRONEPHROSIS = "hydronephrosis";
  static final String ANEURYSM = "aortic_aneurysm";

  @Override
  public Card card() {
    return new Card(
        "phantom_abdomen_ct",
        "Generated abdominal CT",
        "ct",
        "abdomen",
        "CT",
        List.of("normal", METASTASES, HYDRONEPHROSIS, ANEURYSM),
        List.of("path", "label", "patient", "mask"),
        "axis = axial, window = abdomen");
  }

  @Override
  public List<Row> write(Patient patient, PhantomSettings settings, PhantomSink sink)
      throws IOException {
    AbdomenAnatomy anatomy = AbdomenAnatomy.draw(patient);
    Draws draws = patient.draws().fork("scan");
    Pose pose = Pose.draw(draws, 0.06, 1.1, 0.05, 0.04);
    double noise = draws.between(6, 16);
    List<Plane> slices = new ArrayList<>();
    List<Plane> masks = new ArrayList<>();
    for (int k = 0; k < settings.slices(); k++) {
      double z = (k + 0.5) / settings.slices() - 0.5;
      slices.add(anatomy.slice(new Plane(settings.size(), pose, -1000), z).blur(0.5));
      slices.get(k).noise(noise, 0.6, draws).map(hu -> Math.max(-1024, hu));
      masks.add(anatomy.mask(new Plane(settings.size(), pose, 0), z));
    }
    String image = patient.file("images", ".nii.gz");
    String mask = patient.file("masks", ".nii.gz");
    float pixel = 400f / settings.size();
    NiftiFile.write(sink, image, slices, NiftiFile.Type.INT16, pixel, 8);
    NiftiFile.write(sink, mask, masks, NiftiFile.Type.UINT8, pixel, 8);
    return List.of(new Row(image, patient.label(), patient.id(), mask, ""));
  }
}
