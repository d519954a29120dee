package org.lvmmed.ingest.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.Containers.Indexed;
import org.lvmmed.ingest.container.Contents;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.Paths;
import org.lvmmed.ingest.io.Unusable;
import org.lvmmed.ingest.names.SplitWords;

/** The files of a dataset with the entries of its containers in the containers' place. */
final class Expansion {
  private static final List<String> TABLES = List.of("train.csv", "val.csv", "test.csv");

  /** What macOS adds to archives. */
  private static final String MAC = "__MACOSX/";

  private static final String SHARDS = "shards";

  private final Map<String, Long> beside = new HashMap<>();
  private final List<FileEntry> files = new ArrayList<>();
  private final List<Unusable> unusable = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private final Set<String> labelled = new TreeSet<>();

  private Expansion() {}

  /**
   * @param relative files of the dataset, relative to its folder
   * @param folder from the store's root
   * @param containers by path from the store's root
   */
  static Expansion of(
      List<FileEntry> relative,
      List<String> escapes,
      String folder,
      Map<String, Indexed> containers) {
    Expansion all = new Expansion();
    relative.forEach(file -> all.beside.put(file.path(), file.size()));
    escapes.forEach(
        path ->
            all.unusable.add(
                new Unusable(
                    path,
                    Reason.BAD_REFERENCE,
                    "A link that leads out of the corpus, or nowhere")));
    for (FileEntry file : relative) {
      String stored = folder.isEmpty() ? file.path() : folder + "/" + file.path();
      all.add(file, containers.get(stored));
    }
    return all;
  }

  private void add(FileEntry file, @Nullable Indexed container) {
    if (container != null && container.refusal() != null) {
      unusable.add(container.refusal().at(file.path()));
    } else if (container != null && container.contents() != null) {
      if (isUnpacked(file.path(), container.contents())) {
        unusable.add(
            new Unusable(
                file.path(),
                Reason.DUPLICATE,
                "The archive lies unpacked beside itself, and is read from there"));
      } else {
        expand(file, container.contents());
      }
    } else {
      files.add(file);
    }
  }

  /** Whether all its entries are files beside it too, or in a folder of its name. */
  private boolean isUnpacked(String path, Contents contents) {
    String folder = Paths.folder(path);
    String here = folder.isEmpty() ? "" : folder + "/";
    String name = Paths.name(path);
    String own = here + name.substring(0, Math.max(0, name.indexOf('.'))) + "/";
    return !contents.entries().isEmpty()
        && contents.rows().isEmpty()
        && Stream.of(here, own).anyMatch(root -> holdsAll(root, contents));
  }

  private boolean holdsAll(String root, Contents contents) {
    return contents.entries().stream()
        .filter(entry -> !entry.path().startsWith(MAC))
        .allMatch(entry -> Objects.equals(beside.get(root + entry.path()), entry.size()));
  }

  private void expand(FileEntry file, Contents contents) {
    String prefix = file.path() + "/";
    for (Contents.Entry entry : contents.entries()) {
      String together = entry.together() == null ? null : prefix + entry.together();
      files.add(new FileEntry(prefix + entry.path(), entry.size(), file.modified(), together));
    }
    contents.refused().forEach(bad -> unusable.add(bad.at(prefix + bad.path())));
    contents.rows().forEach(row -> annotations.add(annotation(file.path(), row)));
    contents.remarks().stream().filter(r -> !remarks.contains(r)).forEach(remarks::add);
    roots.add(prefix);
    onlyFolder(contents).ifPresent(inner -> roots.add(prefix + inner));
    if (contents.rows().stream().anyMatch(row -> row.label() != null)) {
      labelled.add(kind(file.path()));
    }
  }

  /** What numbers classes by itself: shards of one kind do so together, NumPy archives each. */
  private static String kind(String path) {
    if (path.endsWith(".npz")) {
      return path;
    }
    return path.matches(".*\\.parq(uet)?") ? "tables" : SHARDS;
  }

  private static Annotation annotation(String container, Contents.Row row) {
    String prefix = container + "/";
    return new Annotation(
        Split.of(row.split() != null ? row.split() : split(container, row.entry())),
        prefix + row.entry(),
        Words.label(row.label()),
        row.mask() == null ? null : prefix + row.mask(),
        null,
        patient(prefix, row),
        null,
        null,
        "");
  }

  /** By the folders within the archive, else by its name, else by the folders that it lies in. */
  private static String split(String container, String entry) {
    boolean folders = kind(container).equals(SHARDS);
    String place = folders ? Paths.folder(container + "/" + entry) : container;
    return SplitWords.ofPath(place).orElse("train");
  }

  /** Keys of samples are of their own shard. */
  private static @Nullable String patient(String prefix, Contents.Row row) {
    if (row.patient() != null) {
      return Words.visible(row.patient());
    }
    return row.sample() == null ? null : prefix + row.sample();
  }

  /** The folder that everything in an archive lies in, as in those that are made of a folder. */
  private static Optional<String> onlyFolder(Contents contents) {
    Set<String> tops = new TreeSet<>();
    for (Contents.Entry entry : contents.entries()) {
      int slash = entry.path().indexOf('/');
      String top = entry.path().substring(0, slash + 1);
      if (!top.equals(MAC)) {
        tops.add(top);
      }
    }
    return tops.size() == 1
        ? tops.stream().findFirst().filter(top -> !top.isEmpty())
        : Optional.empty();
  }

  List<FileEntry> files() {
    return files;
  }

  List<Unusable> unusable() {
    return unusable;
  }

  /** What the containers say of their pictures. */
  List<Annotation> annotations() {
    return annotations;
  }

  List<String> remarks() {
    if (labelled.size() > 1) {
      List<String> all = new ArrayList<>(remarks);
      all.add(
          labelled.size()
              + " archives with labels of their own lie in one folder, and equal labels count as"
              + " one class; give each a folder of its own if they are different datasets");
      return all;
    }
    return remarks;
  }

  /** Roots of containers, with a slash at their ends, at which a file lies. */
  List<String> roots(Set<String> paths, String name) {
    return roots.stream().filter(root -> paths.contains(root + name)).toList();
  }

  /** Where tables lie: in the dataset's folder (""), else at the roots of containers. */
  List<String> tableRoots(Set<String> paths) {
    if (TABLES.stream().anyMatch(paths::contains)) {
      return List.of("");
    }
    return roots.stream()
        .filter(root -> TABLES.stream().anyMatch(table -> paths.contains(root + table)))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  boolean hasTables(Set<String> paths) {
    return !tableRoots(paths).isEmpty();
  }

  /** Whether there is a table of a split. */
  boolean has(Set<String> paths, Split split) {
    return tableRoots(paths).stream()
        .anyMatch(root -> paths.contains(root + split.text() + ".csv"));
  }
}
