package org.lvmmed.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.NiftiBuilder;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.FilterFileStore;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.io.Source;

/** Archives change while a job reads them. */
class ChangingFilesTest {

  @TempDir Path folder;

  @Test
  void aFileThatVanishedIsRefused() throws Exception {
    Path file = Pictures.write(Pictures.grey(20, 20, 1), folder.resolve("a.png"));
    Source source = source(file, () -> Files.deleteIfExists(file));

    assertThat(refusal(source).reason()).isEqualTo(Reason.IO);
  }

  @Test
  void aPictureThatGrewIsRefused() throws Exception {
    Path file = Pictures.write(Pictures.grey(20, 20, 1), folder.resolve("a.png"));
    Source source = source(file, () -> Files.write(file, new byte[100], StandardOpenOption.APPEND));

    assertThat(refusal(source)).hasMessageContaining("grew");
  }

  @Test
  void aVolumeThatShrankIsRefused() throws Exception {
    Path file = NiftiBuilder.of(40, 40, 40).counting().write(folder.resolve("v.nii"));
    Source source = source(file, () -> Files.write(file, firstHalf(file)));

    assertThat(refusal(source).reason()).isIn(Reason.TRUNCATED, Reason.IO);
  }

  @Test
  void aSmallFileThatShrinksWhileItIsDecodedIsReadAsItWasWhenItWasOpened() throws Exception {
    Path file = NiftiBuilder.of(40, 40, 40).counting().write(folder.resolve("v.nii"));
    int[] frames = {0};
    try (MedicalImage image =
        ImageReaders.load(ReadLimits.DEFAULT)
            .open(ImageReaders.source(new LocalFileStore(folder), "v.nii"))) {
      Files.write(file, firstHalf(file));
      image.forEachFrame(frame -> frames[0]++);
    }

    assertThat(frames[0]).isEqualTo(40);
  }

  @Test
  void aVolumeThatShrinksBetweenItsSlicesIsRefused() throws Exception {
    Path file = NiftiBuilder.of(200, 200, 160).counting().write(folder.resolve("v.nii"));
    byte[] half = firstHalf(file);
    try (MedicalImage image =
        ImageReaders.load(ReadLimits.DEFAULT)
            .open(ImageReaders.source(new LocalFileStore(folder), "v.nii"))) {
      UnreadableImageException refusal = null;
      try {
        image.forEachFrame(
            frame -> {
              if (frame.index() == 0) {
                Files.write(file, half);
              }
            });
      } catch (UnreadableImageException e) {
        refusal = e;
      }
      assertThat(refusal).isNotNull();
      assertThat(refusal.reason()).isEqualTo(Reason.TRUNCATED);
    }
  }

  private static byte[] firstHalf(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    return java.util.Arrays.copyOf(whole, whole.length / 2);
  }

  private static UnreadableImageException refusal(Source source) {
    try (MedicalImage image = ImageReaders.load(ReadLimits.DEFAULT).open(source)) {
      image.forEachFrame(frame -> {});
    } catch (UnreadableImageException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("The file was read");
  }

  private interface Change {
    void make() throws IOException;
  }

  /** A file that changes just before it is opened for the first time. */
  private Source source(Path file, Change change) throws IOException {
    LocalFileStore store = new LocalFileStore(folder);
    long size = Files.size(file);
    return new Source(new Changing(store, change), file.getFileName().toString(), size);
  }

  private static final class Changing extends FilterFileStore {
    private final Change change;

    Changing(FileStore store, Change change) {
      super(store);
      this.change = change;
    }

    @Override
    public InputStream open(String path) throws IOException {
      change.make();
      return super.open(path);
    }
  }
}
