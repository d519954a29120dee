package org.lvmmed.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import org.lvmmed.ingest.corpus.PerceptualHash;

/** The keys by which similar perceptual hashes meet: every eighth bit each. */
final class Bands {
  private static final int BANDS = 8;

  private Bands() {}

  static List<String> of(byte[] print) {
    List<String> keys = new ArrayList<>();
    for (int band = 0; band < BANDS; band++) {
      int value = 0;
      for (int i = 0; i < PerceptualHash.BYTES; i++) {
        value |= (print[i] >> band & 1) << i;
      }
      if (value != 0) {
        keys.add(band + ":" + Integer.toHexString(value));
      }
    }
    return keys;
  }
}
