package org.lvmmed.model.descriptor;

/** Joins the parts of a global vector so that each has its say whatever its number of values. */
final class GlobalParts {

  private GlobalParts() {}

  /**
   * @param levels intensity histogram, scaled to unit length here
   * @param orientations likewise
   * @param thumbnail likewise
   * @param colours of at most unit length already
   * @return of unit length
   */
  static float[] join(float[] levels, float[] orientations, float[] thumbnail, float[] colours) {
    int scaled = levels.length + orientations.length + thumbnail.length;
    float[] joined = new float[scaled + colours.length];
    int offset = 0;
    for (float[] part : new float[][] {levels, orientations, thumbnail}) {
      System.arraycopy(part, 0, joined, offset, part.length);
      Vectors.normalise(joined, offset, part.length);
      offset += part.length;
    }
    System.arraycopy(colours, 0, joined, scaled, colours.length);
    Vectors.normalise(joined, 0, joined.length);
    return joined;
  }
}
