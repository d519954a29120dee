package org.lvmmed.ingest.dataset;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.io.Paths;

/** Reads {@code train.csv}, {@code val.csv} and {@code test.csv}. */
final class AnnotationTable {
  private static final Set<String> COLUMNS =
      new TreeSet<>(List.of("path", "label", "mask", "boxes", "patient", "fov"));

  private final String where;
  private final Split split;
  private final List<String> problems;
  private final Map<String, Integer> columns = new HashMap<>();

  private AnnotationTable(String dataset, Split split, List<String> problems) {
    this.where = split.text() + ".csv of " + dataset;
    this.split = split;
    this.problems = problems;
  }

  /** The rows; what is wrong with the table as a whole is added to the problems. */
  static List<Annotation> parse(String dataset, Split split, String text, List<String> problems) {
    return new AnnotationTable(dataset, split, problems).rows(Csv.parse(text));
  }

  private List<Annotation> rows(List<Csv.Line> lines) {
    if (lines.isEmpty() || !header(lines.get(0).cells())) {
      return List.of();
    }
    List<Annotation> rows = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Csv.Line line : lines.subList(1, lines.size())) {
      Annotation row = row(line);
      Integer earlier = row == null ? null : seen.putIfAbsent(row.path(), line.number());
      if (earlier != null) {
        problems.add(
            "Invalid %s: line %d names the file of line %d again; a file has one row"
                .formatted(where, line.number(), earlier));
      } else if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  private boolean header(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String name = Words.visible(cells.get(i)).toLowerCase(Locale.ROOT);
      if (!COLUMNS.contains(name)) {
        problems.add(
            "Invalid %s: column \"%s\" is not known; the columns are %s"
                .formatted(where, name, String.join(", ", COLUMNS)));
      }
      columns.put(name, i);
    }
    if (!columns.containsKey("path")) {
      problems.add("Invalid " + where + ": there is no column \"path\"");
    }
    return columns.containsKey("path");
  }

  private @Nullable Annotation row(Csv.Line line) {
    if (line.cells().size() != columns.size()) {
      problems.add(
          "Invalid %s: line %d has %d cells where the header has %d"
              .formatted(where, line.number(), line.cells().size(), columns.size()));
      return null;
    }
    String path = cell(line, "path");
    if (path == null) {
      problems.add("Invalid %s: line %d has no path".formatted(where, line.number()));
      return null;
    }
    String mask = cell(line, "mask");
    String fov = cell(line, "fov");
    String problem =
        leaves(path) || leaves(mask) || leaves(fov)
            ? "The table names a file outside the dataset's folder"
            : null;
    String patient = cell(line, "patient");
    List<Box> boxes = null;
    try {
      boxes = columns.containsKey("boxes") ? Box.parse(text(line, "boxes")) : null;
    } catch (IllegalArgumentException e) {
      problem = e.getMessage();
    }
    return new Annotation(
        split,
        normal(path),
        Words.label(cell(line, "label")),
        mask == null ? null : normal(mask),
        boxes,
        Words.label(patient),
        fov == null ? null : normal(fov),
        problem,
        "");
  }

  private static boolean leaves(@Nullable String path) {
    try {
      return path != null && Paths.normalise(path.replace('\\', '/')).isEmpty();
    } catch (FileNotFoundException e) {
      return true;
    }
  }

  private static String normal(String path) {
    try {
      return Paths.normalise(path);
    } catch (FileNotFoundException e) {
      return path;
    }
  }

  private @Nullable String cell(Csv.Line line, String column) {
    String text = text(line, column).trim();
    return text.isEmpty() ? null : text;
  }

  private String text(Csv.Line line, String column) {
    Integer at = columns.get(column);
    return at == null ? "" : line.cells().get(at);
  }
}
