package org.lvmmed.ingest.corpus;

import java.io.Serializable;
import org.lvmmed.ingest.plan.Refusal;
import org.lvmmed.ingest.plan.Warning;

/** What reading gave: any number of rows for a file, or a refusal of the file. */
public sealed interface Outcome extends Serializable {

  /** Opaque identifier of the file that it is about. */
  String file();

  /**
   * A row, with what duplicates are found by.
   *
   * @param print perceptual hash; see {@link PerceptualHash}
   */
  record Row(String file, ImageRow row, byte[] print) implements Outcome {}

  /** The file gives nothing; rows that came before do not count. */
  record Refused(String file, String dataset, Refusal refusal) implements Outcome {}

  /** Something about the file that a person should look at; it is used all the same. */
  record Noted(String file, Warning warning) implements Outcome {}

  /** The file belongs to a series and was thinned out. */
  record Thinned(String file, String dataset) implements Outcome {}
}
