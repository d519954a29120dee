package org.lvmmed.ingest.container;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.Paths;
import org.lvmmed.ingest.io.Source;
import org.lvmmed.ingest.io.Unusable;

/** The formats of containers that {@link ServiceLoader} finds. */
public final class Containers {
  private static final List<ContainerFormat> FORMATS = found();

  private Containers() {}

  private static List<ContainerFormat> found() {
    List<ContainerFormat> formats = new ArrayList<>();
    ServiceLoader.load(ContainerFormat.class, ContainerFormat.class.getClassLoader())
        .forEach(formats::add);
    return List.copyOf(formats);
  }

  /** A file that may be a container, and the columns that are meant. */
  public record Task(String path, Columns columns) implements Serializable {}

  /**
   * What a file turned out to be: a container, a broken one, or neither.
   *
   * @param contents of a container
   * @param refusal of a broken one
   */
  public record Indexed(String path, @Nullable Contents contents, @Nullable Unusable refusal)
      implements Serializable {}

  /** Looks into files that may be containers. */
  @FunctionalInterface
  public interface Indexer {
    List<Indexed> index(List<Task> tasks) throws IOException;
  }

  /** Whether a file of this name may be a container. */
  public static boolean claims(String path) {
    return format(path).isPresent();
  }

  private static Optional<ContainerFormat> format(String path) {
    String name = Paths.name(path).toLowerCase(Locale.ROOT);
    return FORMATS.stream().filter(format -> format.claims(name)).findFirst();
  }

  /** Opens a container; nothing if the file is none. */
  static Optional<Container> open(FileStore store, String path, ContainerLimits limits)
      throws IOException, UnreadableImageException {
    Optional<ContainerFormat> format = format(path);
    return format.isEmpty()
        ? Optional.empty()
        : format.get().open(new Source(store, path, store.size(path)), limits);
  }

  /** Looks into one file. Whatever is wrong with it is told, and costs it alone. */
  static Indexed index(FileStore store, Task task, ContainerLimits limits) {
    try {
      Optional<Container> opened = open(store, task.path(), limits);
      if (opened.isEmpty()) {
        return new Indexed(task.path(), null, null);
      }
      try (Container container = opened.get()) {
        return new Indexed(task.path(), container.contents(task.columns()), null);
      }
    } catch (UnreadableImageException e) {
      return new Indexed(task.path(), null, Unusable.of(task.path(), e));
    } catch (EOFException e) {
      return broken(task, Reason.TRUNCATED, "The archive ends early; it may be half a download");
    } catch (ZipException e) {
      return broken(
          task, Reason.CORRUPT, "The archive is damaged: compressed data or a checksum are wrong");
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (e.getCause() instanceof UnreadableImageException known) {
        return new Indexed(task.path(), null, Unusable.of(task.path(), known));
      }
      return broken(
          task,
          Reason.CORRUPT,
          "The archive breaks the rules of its format: " + e.getClass().getSimpleName());
    } catch (OutOfMemoryError e) {
      return broken(
          task, Reason.TOO_LARGE, "The archive's directory needs more memory than there is");
    }
  }

  private static Indexed broken(Task task, Reason reason, String message) {
    return new Indexed(task.path(), null, new Unusable(task.path(), reason, message));
  }
}
