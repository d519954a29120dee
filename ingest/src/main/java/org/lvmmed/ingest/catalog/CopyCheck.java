package org.lvmmed.ingest.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.io.FileStore;

/** Compares a downloaded copy of a dataset with its descriptor and, if given, a published list. */
public final class CopyCheck {
  private static final int NAMED = 5;

  private final CatalogEntry entry;
  private final @Nullable FileList list;

  /**
   * @param list the published selection, or null to do without
   */
  public CopyCheck(CatalogEntry entry, @Nullable FileList list) {
    this.entry = entry;
    this.list = list;
  }

  /**
   * What a copy holds.
   *
   * @param files all of them
   * @param images files by each of the descriptor's formats
   * @param patients that the descriptor's rule tells apart; 0 where it needs more than paths
   * @param missing what is not there, one sentence each; empty for a whole copy
   */
  public record Result(
      String dataset, long files, Map<String, Long> images, long patients, List<String> missing) {

    public boolean whole() {
      return missing.isEmpty();
    }
  }

  /**
   * Looks at the names of the files; none is opened.
   *
   * @param folder the dataset's, in the store
   */
  public Result run(FileStore store, String folder) throws IOException {
    int prefix = folder.isEmpty() ? 0 : folder.length() + 1;
    List<String> paths =
        store.list(folder).stream().map(file -> file.path().substring(prefix)).toList();
    Map<String, Long> images = new TreeMap<>();
    entry.conf().formats().forEach(format -> images.put(format, 0L));
    List<String> pictures = new ArrayList<>();
    for (String path : paths) {
      format(path)
          .ifPresent(
              format -> {
                images.merge(format, 1L, Long::sum);
                pictures.add(path);
              });
    }
    return new Result(entry.name(), paths.size(), images, patients(pictures), missing(pictures));
  }

  /** The longest of the descriptor's formats with which a name ends. */
  private Optional<String> format(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return entry.conf().formats().stream()
        .filter(format -> name.endsWith("." + format))
        .max(java.util.Comparator.comparingInt(String::length));
  }

  private long patients(List<String> pictures) {
    return pictures.stream()
        .flatMap(p -> entry.conf().patient().ofPath(p).stream())
        .distinct()
        .count();
  }

  private List<String> missing(List<String> pictures) {
    List<String> missing = new ArrayList<>();
    if (pictures.isEmpty()) {
      missing.add(
          "No file ends with "
              + String.join(" or ", entry.conf().formats())
              + "; is this the folder of "
              + entry.name()
              + "?");
    }
    withoutPatient(pictures, missing);
    if (list != null) {
      unlisted(list.missing(pictures), list.lines().size(), missing);
    }
    return missing;
  }

  private void withoutPatient(List<String> pictures, List<String> missing) {
    if (entry.conf().patient().pattern() == null) {
      return;
    }
    List<String> nameless =
        pictures.stream().filter(p -> entry.conf().patient().ofPath(p).isEmpty()).toList();
    if (!nameless.isEmpty()) {
      missing.add(
          "The patient of "
              + nameless.size()
              + " of "
              + pictures.size()
              + " images is not in their paths, where patient.pattern "
              + entry.conf().patient().pattern()
              + " expects it: "
              + some(nameless));
    }
  }

  private static void unlisted(List<String> absent, int listed, List<String> missing) {
    if (!absent.isEmpty()) {
      missing.add(
          "Of the "
              + listed
              + " lines of the list "
              + absent.size()
              + " are not here: "
              + some(absent));
    }
  }

  private static String some(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? shown + ", …" : shown;
  }
}
