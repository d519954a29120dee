package org.lvmmed.model.network.dl4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** Whole-array copies between Java and native memory; ND4J's own go element by element. */
final class Floats {

  private Floats() {}

  /** The array's values in C order. */
  static float[] copyOf(INDArray array) {
    boolean plain = !array.isView() && Shape.hasDefaultStridesForShape(array);
    INDArray source = plain ? array : array.dup('c');
    float[] values = new float[Math.toIntExact(source.length())];
    new FloatPointer(source.data().pointer()).get(values);
    return values;
  }

  /** Overwrites a whole array, which must be contiguous and in C order. */
  static void overwrite(INDArray array, float[] values) {
    new FloatPointer(array.data().pointer()).put(values);
  }
}
