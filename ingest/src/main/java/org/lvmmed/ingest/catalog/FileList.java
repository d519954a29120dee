package org.lvmmed.ingest.catalog;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A published list of what was used: a line for each file, or for each case, series or patient. A
 * line stands for a file whose path ends with it, with or without the file's ending, or that has it
 * as one of its folders.
 */
public record FileList(List<String> lines) {
  private static final Set<String> COMPRESSIONS = Set.of("gz");

  public FileList {
    lines = List.copyOf(new LinkedHashSet<>(lines));
  }

  /** Reads a list; empty lines are left out. */
  public static FileList parse(String text) {
    return new FileList(
        text.lines()
            .map(line -> line.strip().replace('\\', '/'))
            .map(line -> line.replaceFirst("^\\./", ""))
            .filter(line -> !line.isEmpty())
            .toList());
  }

  /** The lines for which none of the files stands. */
  public List<String> missing(List<String> paths) {
    Set<String> known = new HashSet<>();
    paths.forEach(path -> known.addAll(names(path)));
    return lines.stream().filter(line -> !known.contains(key(line))).toList();
  }

  /** The files for which a line stands: the published selection. */
  public List<String> select(List<String> paths) {
    Set<String> wanted = new HashSet<>();
    lines.forEach(line -> wanted.add(key(line)));
    return paths.stream().filter(path -> !Collections.disjoint(wanted, names(path))).toList();
  }

  /** Every name by which a line may mean the file: ends of its path, and its folders. */
  private static Set<String> names(String path) {
    Set<String> names = new HashSet<>();
    String key = key(path);
    String bare = withoutEnding(key);
    for (int from = 0; from >= 0; from = next(key, from)) {
      names.add(key.substring(from));
      if (from < bare.length()) {
        names.add(bare.substring(from));
      }
    }
    int file = key.lastIndexOf('/');
    if (file > 0) {
      names.addAll(List.of(key.substring(0, file).split("/")));
    }
    return names;
  }

  private static int next(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? -1 : slash + 1;
  }

  private static String key(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  private static String withoutEnding(String path) {
    int dot = path.lastIndexOf('.');
    if (dot <= path.lastIndexOf('/')) {
      return path;
    }
    String shorter = path.substring(0, dot);
    return COMPRESSIONS.contains(path.substring(dot + 1)) ? withoutEnding(shorter) : shorter;
  }
}
