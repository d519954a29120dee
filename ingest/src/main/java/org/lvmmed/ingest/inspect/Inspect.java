package org.lvmmed.ingest.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.lvmmed.ingest.container.Columns;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.container.Containers;
import org.lvmmed.ingest.container.Contents;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.io.Tree;
import org.lvmmed.ingest.io.Unusable;
import org.lvmmed.ingest.names.NonImages;
import org.lvmmed.ingest.read.ImageReaders;

/**
 * Inspects files and folders of the local disk: a line of JSON for each file. A local tool: it
 * shows paths.
 */
public final class Inspect {
  private final Inspector inspector;
  private final DatasetView datasets;
  private final Consumer<String> lines;
  private final ContainerLimits limits;
  private final Tally tally = new Tally();

  /**
   * @param lines gets a line of JSON for each file
   */
  public Inspect(ReadLimits limits, Consumer<String> lines) {
    ImageReaders readers = ImageReaders.load(limits);
    this.inspector = new Inspector(readers);
    this.datasets = new DatasetView(readers, lines);
    this.lines = lines;
    this.limits = new ContainerLimits(limits, ContainerLimits.DEFAULT.memory());
  }

  /**
   * Inspects each path; folders and containers are walked.
   *
   * @return how many files of which kind there were, in a line for people
   */
  public String run(List<Path> paths) throws IOException {
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        LocalFileStore files = new LocalFileStore(path);
        walk(path, files, Tree.of(files));
      } else {
        file(path);
      }
    }
    return tally.toString();
  }

  private void file(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Path name = path.getFileName();
    if (folder == null || name == null || !Files.exists(path)) {
      refuse(path.toString(), Reason.IO.code(), "There is no such file");
      return;
    }
    LocalFileStore files = new LocalFileStore(folder);
    if (Containers.claims(name.toString())) {
      Path shown = path.getParent();
      FileEntry alone = new FileEntry(name.toString(), Files.size(path), 0);
      walk(shown == null ? Path.of("") : shown, files, new Tree(List.of(alone), List.of()));
      return;
    }
    try {
      accept(inspector.inspect(files, name.toString(), path.toString()).inspection());
    } catch (UnreadableImageException e) {
      refuse(path.toString(), e.reason().code(), String.valueOf(e.getMessage()));
    }
  }

  private void walk(Path folder, LocalFileStore files, Tree tree) throws IOException {
    try (ContainerStore store = new ContainerStore(files, limits)) {
      images(folder, store, entries(folder, store, tree));
      datasets.show(folder, store, tree);
    }
    for (String link : tree.escapes()) {
      refuse(
          folder.resolve(link).toString(),
          Reason.BAD_REFERENCE.code(),
          "A link that leads out of the folder, or nowhere");
    }
  }

  /** The paths of all files, with a line for each container that some of them lie in. */
  private List<String> entries(Path folder, ContainerStore store, Tree tree) {
    List<String> paths = new ArrayList<>();
    for (FileEntry file : tree.files()) {
      Containers.Indexed indexed =
          Containers.claims(file.path())
              ? store.index(new Containers.Task(file.path(), Columns.BY_NAME))
              : new Containers.Indexed(file.path(), null, null);
      if (indexed.refusal() != null) {
        refuse(folder, indexed.refusal());
      } else if (indexed.contents() != null) {
        Contents contents = indexed.contents();
        lines.accept(container(folder.resolve(file.path()).toString(), contents));
        contents.refused().forEach(bad -> refuse(folder, bad.at(file.path() + "/" + bad.path())));
        contents.entries().forEach(entry -> paths.add(file.path() + "/" + entry.path()));
      } else {
        paths.add(file.path());
      }
    }
    return paths;
  }

  private static String container(String shown, Contents contents) {
    return "{\"path\":%s,\"container\":{\"entries\":%d,\"refused\":%d,\"rows\":%d,\"remarks\":%s}}"
        .formatted(
            Json.text(shown),
            contents.entries().size(),
            contents.refused().size(),
            contents.rows().size(),
            Meaning.texts(contents.remarks()));
  }

  private void refuse(Path folder, Unusable file) {
    refuse(folder + "/" + file.path(), file.reason().code(), file.message());
  }

  /**
   * Files that no reader knows are told last: raw data beside a header are known by then for what
   * they are.
   */
  private void images(Path folder, FileStore store, List<String> paths) {
    Set<String> companions = new HashSet<>();
    Map<String, UnreadableImageException> unknown = new LinkedHashMap<>();
    for (String path : paths) {
      String shown = folder.resolve(path).toString();
      try {
        Inspector.Seen seen = inspector.inspect(store, path, shown);
        companions.addAll(seen.companions());
        accept(seen.inspection());
      } catch (UnreadableImageException e) {
        if (e.reason() == Reason.UNKNOWN_FORMAT) {
          unknown.put(path, e);
        } else {
          refuse(shown, e.reason().code(), String.valueOf(e.getMessage()));
        }
      }
    }
    unknown.forEach((path, e) -> unknown(folder, path, e, companions));
  }

  private void unknown(
      Path folder, String path, UnreadableImageException e, Set<String> companions) {
    String shown = folder.resolve(path).toString();
    if (companions.contains(path)) {
      refuse(shown, "companion", "Data of an image whose header is another file");
    } else if (NonImages.isByRule(path)) {
      refuse(shown, "not_an_image", "No image by its name; an ingest passes over its content");
    } else {
      refuse(shown, e.reason().code(), String.valueOf(e.getMessage()));
    }
  }

  private void accept(Inspection inspection) {
    tally.image(inspection.format());
    lines.accept(inspection.toJson());
  }

  private void refuse(String path, String code, String message) {
    tally.other(code);
    lines.accept(
        "{\"path\":%s,\"error\":{\"code\":%s,\"message\":%s}}"
            .formatted(Json.text(path), Json.text(code), Json.text(message)));
  }
}
