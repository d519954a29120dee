package org.lvmmed.ingest.dataset;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.Paths;

/**
 * Finds the files that tables name: as they are written, else with slashes for backslashes, with
 * accents composed or not, or in another case, where that fits one file alone. A folder stands for
 * the files in it.
 */
final class TablePaths {
  private static final String AMBIGUOUS = "";

  private final TreeSet<String> files = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();
  private final Map<String, String> alike = new HashMap<>();

  private final String root;

  /**
   * @param root the folder that the table lies in, with a slash at its end, or ""
   */
  TablePaths(List<FileEntry> entries, String root) {
    this.root = root;
    for (FileEntry entry : entries) {
      files.add(entry.path());
      names.add(key(Paths.name(entry.path())));
      alike.merge(key(entry.path()), entry.path(), (a, b) -> AMBIGUOUS);
    }
  }

  /** The rows with the paths of files that are there. */
  List<Annotation> found(List<Annotation> rows) {
    List<Annotation> out = new ArrayList<>();
    for (Annotation row : rows) {
      String path = found(root + row.path());
      Annotation known = row.at(path, foundOrNone(row.mask()), foundOrNone(row.fov()));
      List<String> inside = files.contains(path) ? List.of() : inFolder(path);
      if (!inside.isEmpty()) {
        inside.forEach(file -> out.add(known.at(file, known.mask(), known.fov())));
      } else {
        out.add(files.contains(path) ? known : known.missing(why(path)));
      }
    }
    return List.copyOf(out);
  }

  private @Nullable String foundOrNone(@Nullable String path) {
    return path == null ? null : found(root + path);
  }

  private String found(String path) {
    if (files.contains(path)) {
      return path;
    }
    String other = alike.getOrDefault(key(path), AMBIGUOUS);
    return other.equals(AMBIGUOUS) ? path.replace('\\', '/') : other;
  }

  private List<String> inFolder(String path) {
    String folder = path.endsWith("/") ? path : path + "/";
    return List.copyOf(files.subSet(folder, folder + Character.MAX_VALUE));
  }

  private String why(String path) {
    String key = key(path);
    if (alike.containsKey(key)) {
      return "; several files differ from it in case or accents alone";
    }
    return names.contains(Paths.name(key))
        ? "; a file of that name lies in another folder of the dataset"
        : "";
  }

  private static String key(String path) {
    String slashes = path.replace('\\', '/').replaceAll("(^|/)(\\./)+", "$1");
    return Normalizer.normalize(slashes, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
