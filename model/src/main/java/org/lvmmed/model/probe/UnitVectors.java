package org.lvmmed.model.probe;

/** Rows scaled to unit length; a row of zeros stays as it is. */
final class UnitVectors {

  private UnitVectors() {}

  static float[][] of(float[][] rows) {
    float[][] units = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double length = Math.max(Math.sqrt(DotProduct.of(rows[i], rows[i])), 1e-12);
      units[i] = rows[i].clone();
      for (int d = 0; d < units[i].length; d++) {
        units[i][d] /= (float) length;
      }
    }
    return units;
  }
}
