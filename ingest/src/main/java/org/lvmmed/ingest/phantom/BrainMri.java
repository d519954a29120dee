package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brain MRI of arbitrary units, T1- or T2-like, with the slow bias of a coil and Rician noise.
 * Classes: normal, a tumour, widened ventricles, a shrunken cortex.
 */
final class BrainMri implements Phantom {
  static final String TUMOUR = "tumour";
  static final String HYDROCEPHALUS = "hydrocephalus";
  static final String ATROPHY = "atrophy";

  @Override
  public Card card() {
    return new Card(
        "phantom_brain_mri",
        "Generated brain MRI",
        "mri",
        "brain",
        "MR",
        List.of("normal", TUMOUR, HYDROCEPHALUS, ATROPHY),
        List.of("path", "label", "patient"),
        "axis = axial");
  }

  @Override
  public List<Row> write(Patient patient, PhantomSettings settings, PhantomSink sink)
      throws IOException {
    Draws draws = patient.draws().fork("scan");
    BrainAnatomy anatomy = new BrainAnatomy(patient, patient.draws().fork("anatomy"));
    Pose pose = Pose.draw(draws, 0.1, 1.06, 0.05, 0.05);
    double[] bias = coil(draws);
    double unit = StrictMath.exp(draws.between(5, 8));
    double noise = draws.between(0.01, 0.045);
    List<Plane> slices = new ArrayList<>();
    for (int k = 0; k < settings.slices(); k++) {
      double z = 0.9 * ((k + 0.5) / settings.slices() - 0.5);
      Plane slice = anatomy.slice(new Plane(settings.size(), pose, 0), z).blur(0.6);
      receive(slice, bias, noise, draws);
      slices.add(slice.map(v -> unit * v));
    }
    String path = patient.file("images", ".nii.gz");
    float pixel = 230f / settings.size();
    NiftiFile.write(sink, path, slices, NiftiFile.Type.FLOAT32, pixel, 6);
    return List.of(new Row(path, patient.label(), patient.id(), "", ""));
  }

  /** Coefficients of x, y, x², y² and xy in the logarithm of the coil's sensitivity. */
  private static double[] coil(Draws draws) {
    double[] bias = new double[5];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = draws.between(-0.3, 0.3);
    }
    return bias;
  }

  private static void receive(Plane slice, double[] bias, double noise, Draws draws) {
    double[] v = slice.values();
    slice.forEach(
        (i, x, y) -> {
          double log =
              bias[0] * x + bias[1] * y + bias[2] * x * x + bias[3] * y * y + bias[4] * x * y;
          double signal = v[i] * StrictMath.exp(log);
          v[i] = Shape.length(signal + draws.normal(0, noise), draws.normal(0, noise));
        });
  }
}
