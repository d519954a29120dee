package org.lvmmed.jobs.cli;

import java.util.Locale;

/** The jobs, in the order of the data's way. */
enum Step {
  INGEST("raw files → corpus/"),
  SIMILARITY("corpus/ → similarity/: prior neighbours of every training image"),
  PRETRAIN("corpus/ + similarity/ → pretrain/: metrics, checkpoints, encoder"),
  EVALUATE("corpus/ + pretrain/encoder/ → evaluation/results.json"),
  REPORT("everything → report/index.html");

  private final String way;

  Step(String way) {
    this.way = way;
  }

  String way() {
    return way;
  }

  String command() {
    return name().toLowerCase(Locale.ROOT);
  }
}
