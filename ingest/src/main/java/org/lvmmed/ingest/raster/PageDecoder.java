package org.lvmmed.ingest.raster;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** An ImageIO decoder whose every failure, and every warning of invented pixels, is a refusal. */
final class PageDecoder implements Pages {
  private final String format;
  private final ImageReader reader;
  private final Complaints complaints = new Complaints();
  private final Scan scan;
  private final int count;

  PageDecoder(String format, ImageReader reader, byte[] file, Scan scan, ReadLimits limits)
      throws UnreadableImageException {
    this.format = format;
    this.reader = reader;
    this.scan = scan;
    try {
      reader.addIIOReadWarningListener(complaints);
      reader.setInput(
          new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), false, false);
      count = scan.pages().isEmpty() ? reader.getNumImages(true) : scan.pages().size();
      measure(limits);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      reader.dispose();
      throw refusal(e);
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Pixels decode(int page) throws UnreadableImageException {
    try {
      Pixels pixels = scan.reading().read(reader, stored(page));
      complaints.raise(format);
      return pixels;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw refusal(e);
    }
  }

  @Override
  public void close() {
    reader.dispose();
  }

  /** The number that a page has in the file. */
  private int stored(int page) {
    return scan.pages().isEmpty() ? page : scan.pages().get(page);
  }

  private void measure(ReadLimits limits) throws IOException, UnreadableImageException {
    if (count < 1) {
      throw new UnreadableImageException(Reason.NO_IMAGE, "The file holds no page");
    }
    for (int page = 0; page < count; page++) {
      limits.check(count, reader.getHeight(stored(page)), reader.getWidth(stored(page)), 1);
    }
  }

  private UnreadableImageException refusal(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof EOFException) {
      return new UnreadableImageException(Reason.TRUNCATED, "The " + format + " data end early", e);
    }
    if (e instanceof IIOException && says(e, "unsupported")) {
      return new UnreadableImageException(
          Reason.UNSUPPORTED, "A variant of " + format + " that is not read", e);
    }
    return new UnreadableImageException(
        Reason.CORRUPT,
        "The " + format + " data cannot be decoded (" + root.getClass().getSimpleName() + ")",
        e);
  }

  private static boolean says(Throwable e, String word) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(word);
  }

  /** Keeps the decoder's warnings, which tell of data that it made up. */
  private static final class Complaints implements IIOReadWarningListener {
    private @Nullable String serious;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(Locale.ROOT);
      if (text.contains("premature end")) {
        serious = "end early";
      } else if (text.contains("bad huffman")) {
        serious = "hold an invalid code";
      }
    }

    void raise(String format) throws UnreadableImageException {
      if (serious != null) {
        throw new UnreadableImageException(
            Reason.CORRUPT, "The compressed " + format + " data " + serious);
      }
    }
  }
}
