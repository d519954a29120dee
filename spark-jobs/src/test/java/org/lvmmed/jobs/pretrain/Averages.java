package org.lvmmed.jobs.pretrain;

import java.util.List;

/** Whole vectors averaged as one piece. */
final class Averages {

  private Averages() {}

  static byte[] contribution(int worker, long weight, float... values) {
    return Piece.of(worker, weight, values, 0);
  }

  static float[] of(List<byte[]> contributions, int length) {
    float[] mean = new float[length];
    Piece.means(contributions).forEach(piece -> Piece.copy(piece, mean));
    return mean;
  }
}
