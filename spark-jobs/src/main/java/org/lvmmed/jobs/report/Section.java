package org.lvmmed.jobs.report;

/** A part of the page. */
record Section(String id, String title, Html body) {

  /** In place of a section's content: what is not there, and which step would write it. */
  static Html missing(String what, String remedy) {
    return new Html().element("p", what + " " + remedy, "class", "missing");
  }
}
