package org.lvmmed.ingest.phantom;

import java.io.IOException;
import java.util.List;

/** One generated dataset: what it is, and how the files of a patient come about. */
interface Phantom {

  Card card();

  /** Writes a patient's files and returns their rows for the dataset's CSV. */
  List<Row> write(Patient patient, PhantomSettings settings, PhantomSink sink) throws IOException;

  /**
   * What {@code dataset.conf} and the CSV files say.
   *
   * @param prefix what the patients' identifiers begin with
   * @param columns those of the CSV files
   * @param slices how volumes are cut, as {@code dataset.conf} says it; empty for pictures
   */
  record Card(
      String name,
      String title,
      String modality,
      String bodyPart,
      String prefix,
      List<String> classes,
      List<String> columns,
      String slices) {}

  /** A patient, of one class, whose anatomy {@code draws} decides. */
  record Patient(String id, int index, String label, Draws draws) {

    boolean is(String other) {
      return label.equals(other);
    }

    String file(String folder, String ending) {
      return folder + "/" + id.toLowerCase(java.util.Locale.ROOT) + ending;
    }
  }

  /** A row of a CSV file; what a dataset has no column for is empty. */
  record Row(String path, String label, String patient, String mask, String boxes) {

    String value(String column) {
      return switch (column) {
        case "path" -> path;
        case "label" -> label;
        case "patient" -> patient;
        case "mask" -> mask;
        case "boxes" -> boxes;
        default -> throw new IllegalArgumentException("Unknown column: " + column);
      };
    }
  }
}
