package org.lvmmed.ingest.read;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Bytes;
import org.lvmmed.ingest.io.HeldFile;
import org.lvmmed.ingest.io.Source;

/**
 * The readers that {@link ServiceLoader} finds. A file goes to the first one that recognises its
 * content. Whatever goes wrong while a file is read comes out as {@link UnreadableImageException}.
 */
public final class ImageReaders {
  private static final int HEAD = 4096;

  private final List<FormatReader> readers;
  private final ReadLimits limits;

  private ImageReaders(List<FormatReader> readers, ReadLimits limits) {
    this.readers = List.copyOf(readers);
    this.limits = limits;
  }

  public static ImageReaders load(ReadLimits limits) {
    List<FormatReader> found = new ArrayList<>();
    ServiceLoader.load(FormatReader.class, FormatReader.class.getClassLoader()).forEach(found::add);
    return new ImageReaders(found, limits);
  }

  /** The reader for a file's content. */
  public FormatReader readerOf(Source source) throws UnreadableImageException {
    return Guard.reading(() -> recognise(source));
  }

  /** A file whose header is wanted more than its pixels: no more is fetched than is looked at. */
  public MedicalImage look(FormatReader reader, Source source) throws UnreadableImageException {
    return Guard.reading(() -> new GuardedImage(reader.open(source, limits)));
  }

  /** A file that will be read whole. */
  public MedicalImage open(Source source) throws UnreadableImageException {
    return Guard.reading(
        () -> {
          Source held = HeldFile.of(source);
          return new GuardedImage(recognise(held).open(held, limits));
        });
  }

  private FormatReader recognise(Source source) throws IOException, UnreadableImageException {
    byte[] head = Bytes.head(source, HEAD);
    return readers.stream()
        .filter(reader -> reader.recognises(head, source.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new UnreadableImageException(
                    Reason.UNKNOWN_FORMAT, "No reader knows the content of the file"));
  }

  /** The file at a path of a store, if it is there. */
  public static Source source(org.lvmmed.ingest.io.FileStore store, String path)
      throws UnreadableImageException {
    return Guard.reading(
        () -> {
          if (!store.exists(path)) {
            throw new FileNotFoundException("The file is not there");
          }
          return new Source(store, path, store.size(path));
        });
  }

  /** Its frames are handed on under the same guard as its opening. */
  private static final class GuardedImage extends ForwardingImage {
    GuardedImage(MedicalImage image) {
      super(image);
    }

    @Override
    public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
      Guard.reading(
          () -> {
            image().forEachFrame(consumer);
            return true;
          });
    }
  }
}
