package org.lvmmed.ingest.dataset;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvmmed.ingest.container.Containers;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.Tree;
import org.lvmmed.ingest.names.SplitWords;

/**
 * The dataset that a path belongs to: its uppermost folder. A container in the root is a dataset by
 * its name without its ending. Tables and tar archives come in shards, whose numbers and words of
 * splits are left out too: {@code skin-train-00000-of-00002.parquet} and {@code
 * skin-test-00000-of-00001.parquet} are one dataset, {@code skin}.
 */
final class DatasetNames {
  private static final Pattern ENDING =
      Pattern.compile("\\.(tar\\.)?[A-Za-z0-9]{1,7}$", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHARDED =
      Pattern.compile("\\.(parquet|tar|tar\\.gz|tgz|tar\\.bz2|tbz2?)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHARD = Pattern.compile("[-_.]?\\d{3,}([-_]of[-_]\\d{3,})?$");
  private static final Pattern WORD = Pattern.compile("(?<=^|[-_. ])[A-Za-z]+$");

  private final boolean single;
  private final String looseName;
  private final Set<String> folders;

  private DatasetNames(boolean single, String looseName, Set<String> folders) {
    this.single = single;
    this.looseName = looseName;
    this.folders = folders;
  }

  static DatasetNames of(Tree tree, String rootName) {
    Set<String> folders = new HashSet<>();
    Set<String> loose = new HashSet<>();
    for (FileEntry file : tree.files()) {
      (file.path().contains("/") ? folders : loose).add(top(file.path()));
    }
    tree.escapes().stream().filter(path -> path.contains("/")).forEach(p -> folders.add(top(p)));
    boolean single =
        loose.contains("dataset.conf") || loose.contains("train.csv") || loose.contains("test.csv");
    String looseName = !single && folders.contains(rootName) ? rootName + "_root" : rootName;
    return new DatasetNames(single, looseName, folders);
  }

  String of(String path) {
    if (single) {
      return looseName;
    }
    if (path.contains("/")) {
      return top(path);
    }
    return Containers.claims(path) ? ofContainer(path) : looseName;
  }

  private String ofContainer(String file) {
    String stem = ENDING.matcher(file).replaceFirst("");
    if (SHARDED.matcher(file).find()) {
      stem = withoutSplit(SHARD.matcher(stem).replaceFirst(""));
    }
    if (stem.isEmpty()) {
      return looseName;
    }
    return folders.contains(stem) ? file : stem;
  }

  private static String withoutSplit(String stem) {
    Matcher word = WORD.matcher(stem);
    return word.find() && SplitWords.of(word.group()).isPresent()
        ? stem.substring(0, word.start()).replaceFirst("[-_. ]+$", "")
        : stem;
  }

  /** The folder of a dataset from the root; "" where it lies in the root itself. */
  String folder(String name) {
    return !single && folders.contains(name) ? name : "";
  }

  private static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
