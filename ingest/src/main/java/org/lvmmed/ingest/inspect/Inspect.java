package org.lvmmed.ingest.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.read.ImageReaders;

/**
 * Inspects files and folders of the local disk: a line of JSON for each file. A local tool: it
 * shows paths.
 */
public final class Inspect {
  private final Inspector inspector;
  private final DatasetView datasets;
  private final Consumer<String> lines;

  /**
   * @param lines gets a line of JSON for each file
   */
  public Inspect(ReadLimits limits, Consumer<String> lines) {
    ImageReaders readers = ImageReaders.load(limits);
    this.inspector = new Inspector(readers);
    this.datasets = new DatasetView(readers, lines);
    this.lines = lines;
  }

  /** Inspects each path; folders are walked. */
  public void run(List<Path> paths) throws IOException {
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        folder(path);
      } else {
        file(path);
      }
    }
  }

  private void file(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Path name = path.getFileName();
    if (folder == null || name == null || !Files.exists(path)) {
      lines.accept(error(path.toString(), Reason.IO.code(), "There is no such file"));
      return;
    }
    try {
      FileStore store = new LocalFileStore(folder);
      lines.accept(
          inspector.inspect(store, name.toString(), path.toString()).inspection().toJson());
    } catch (UnreadableImageException e) {
      lines.accept(error(path.toString(), e.reason().code(), String.valueOf(e.getMessage())));
    }
  }

  /**
   * Files that no reader knows are told last: raw data beside a header are known by then for what
   * they are.
   */
  private void folder(Path folder) throws IOException {
    FileStore store = new LocalFileStore(folder);
    Set<String> companions = new HashSet<>();
    Map<String, UnreadableImageException> unknown = new LinkedHashMap<>();
    for (FileEntry file : store.list("")) {
      String shown = folder.resolve(file.path()).toString();
      try {
        Inspector.Seen seen = inspector.inspect(store, file.path(), shown);
        companions.addAll(seen.companions());
        lines.accept(seen.inspection().toJson());
      } catch (UnreadableImageException e) {
        if (e.reason() == Reason.UNKNOWN_FORMAT) {
          unknown.put(file.path(), e);
        } else {
          lines.accept(error(shown, e.reason().code(), String.valueOf(e.getMessage())));
        }
      }
    }
    unknown.forEach((path, e) -> lines.accept(unknown(folder, path, e, companions)));
    datasets.show(folder, store);
    for (String link : store.escapes("")) {
      lines.accept(
          error(
              folder.resolve(link).toString(),
              Reason.BAD_REFERENCE.code(),
              "A link that leads out of the folder, or nowhere"));
    }
  }

  private static String unknown(
      Path folder, String path, UnreadableImageException e, Set<String> companions) {
    String shown = folder.resolve(path).toString();
    return companions.contains(path)
        ? error(shown, "companion", "Data of an image whose header is another file")
        : error(shown, e.reason().code(), String.valueOf(e.getMessage()));
  }

  private static String error(String path, String code, String message) {
    return "{\"path\":"
        + Json.text(path)
        + ",\"error\":{\"code\":"
        + Json.text(code)
        + ",\"message\":"
        + Json.text(message)
        + "}}";
  }
}
