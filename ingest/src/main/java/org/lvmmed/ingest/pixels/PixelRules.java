package org.lvmmed.ingest.pixels;

import java.io.Serializable;
import org.lvmmed.rules.Rules;

/**
 * How grey of more than 8 bits becomes a picture.
 *
 * @param bits 16, or 8 where a recipe wants less
 * @param percentiles where the modality has no unit
 * @param ct for CT without a window of its own
 */
public record PixelRules(int bits, WindowRule.Percentiles percentiles, WindowRule ct)
    implements Serializable {

  public static final PixelRules DEFAULT =
      new PixelRules(16, new WindowRule.Percentiles(0.5, 99.5), WindowRule.parse("soft-tissue"));

  public PixelRules {
    Rules.of("ingest").that(bits == 8 || bits == 16, "bits", bits, "8 or 16").check();
  }
}
