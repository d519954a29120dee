package org.lvmmed.ingest.read;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Turns whatever a reader throws into {@link UnreadableImageException}, with a message that holds
 * nothing of the file: exceptions of file systems carry paths.
 */
final class Guard {
  private Guard() {}

  @FunctionalInterface
  interface Reading<T> {
    T run() throws IOException, UnreadableImageException;
  }

  static <T> T reading(Reading<T> reading) throws UnreadableImageException {
    try {
      return reading.run();
    } catch (UnreadableImageException e) {
      throw e;
    } catch (ConsumerFailure e) {
      throw e;
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw refusal(Reason.IO, "The file is not there, or is a link out of the corpus");
    } catch (EOFException e) {
      throw refusal(Reason.TRUNCATED, "The data end early");
    } catch (ZipException e) {
      throw refusal(Reason.CORRUPT, "The compressed data are damaged");
    } catch (IOException e) {
      if (e.getCause() instanceof UnreadableImageException known) {
        throw known;
      }
      throw refusal(Reason.IO, "The file system failed: " + e.getClass().getSimpleName());
    } catch (OutOfMemoryError e) {
      throw refusal(Reason.TOO_LARGE, "The file needs more memory than there is");
    } catch (RuntimeException | StackOverflowError e) {
      throw refusal(Reason.CORRUPT, "The file breaks its reader: " + e.getClass().getSimpleName());
    }
  }

  private static UnreadableImageException refusal(Reason reason, String message) {
    return new UnreadableImageException(reason, message);
  }
}
