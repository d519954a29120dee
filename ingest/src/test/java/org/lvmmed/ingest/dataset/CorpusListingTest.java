package org.lvmmed.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.io.Unusable;

class CorpusListingTest {

  @TempDir Path temp;
  private Path root;

  @org.junit.jupiter.api.BeforeEach
  void folder() throws IOException {
    root = Files.createDirectory(temp.resolve("corpus"));
  }

  @Test
  void eachFolderIsADatasetWithItsTables() throws IOException {
    text("b/train.csv", "path,label\nx/1.png,cat\n\"x/2,3.png\",\"a \"\"dog\"\"\"\n");
    text("b/test.csv", "path,label\nx/4.png,cat\n");
    text("b/x/1.png", "-");
    text("a/1.png", "-");

    List<DatasetListing> found = list();

    assertThat(found).extracting(DatasetListing::name).containsExactly("a", "b");
    DatasetListing b = found.get(1);
    assertThat(b.tabled()).isTrue();
    assertThat(b.hasTest()).isTrue();
    assertThat(b.hasValidation()).isFalse();
    assertThat(b.files()).extracting(FileEntry::path).contains("x/1.png", "train.csv");
    assertThat(b.annotations())
        .extracting(Annotation::path)
        .containsExactly("x/1.png", "x/2,3.png", "x/4.png");
    assertThat(b.annotations().get(1).label()).isEqualTo("a \"dog\"");
    assertThat(b.annotations().get(2).split()).isEqualTo(Split.TEST);
  }

  @Test
  void aRootWithTablesIsOneDataset() throws IOException {
    text("train.csv", "path\nimages/1.png\n");
    text("images/1.png", "-");
    text("masks/1.png", "-");

    assertThat(list()).extracting(DatasetListing::name).containsExactly("corpus");
  }

  @Test
  void boxesAreReadAndBadOnesAreTheRowsProblem() throws IOException {
    text(
        "d/train.csv",
        "path,boxes\n1.png,1 2 3 4 RBC;5 6 7 8\n2.png,\n3.png,9 9 1 1\n4.png,a b c d\n");

    List<Annotation> rows = list().get(0).annotations();

    assertThat(rows.get(0).boxes())
        .containsExactly(new Box(1, 2, 3, 4, "RBC"), new Box(5, 6, 7, 8, null));
    assertThat(rows.get(1).boxes()).isEmpty();
    assertThat(rows.get(2).problem()).contains("Invalid box: \"9 9 1 1\"");
    assertThat(rows.get(3).problem()).contains("Invalid box");
  }

  @Test
  void pathsThatLeaveTheDatasetAreTheRowsProblem() throws IOException {
    text("d/train.csv", "path,mask\n../other/1.png,\n/etc/hostname,\n1.png,../../m.png\n");

    assertThat(list().get(0).annotations())
        .allSatisfy(row -> assertThat(row.problem()).contains("outside the dataset's folder"));
  }

  @Test
  void allProblemsOfTablesAreToldTogetherWithoutPaths() throws IOException {
    text("d/train.csv", "path,lable\n1.png,x\n");
    text("e/train.csv", "path,label\nsecret.png,x\nsecret.png,x\nother.png\n");
    text("f/train.csv", "label\nx\n");

    assertThatThrownBy(this::list)
        .isInstanceOf(InvalidCorpusException.class)
        .hasMessageContaining("train.csv of d: column \"lable\" is not known")
        .hasMessageContaining("train.csv of e: line 3 names the file of line 2 again")
        .hasMessageContaining("train.csv of e: line 4 has 1 cells where the header has 2")
        .hasMessageContaining("train.csv of f: there is no column \"path\"")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreNothing() throws IOException {
    text("d/train.csv", "\uFEFFpath,label\r\n1.png,x\r\n\r\n");

    assertThat(list().get(0).annotations()).extracting(Annotation::label).containsExactly("x");
  }

  @Test
  void linksOutOfTheCorpusAreListedAsEscapes() throws IOException {
    text("d/1.png", "-");
    Path outside = Files.writeString(root.resolveSibling("outside.png"), "-");
    Files.createSymbolicLink(root.resolve("d/link.png"), outside);
    Files.createSymbolicLink(root.resolve("d/up"), root.getParent());
    Files.createSymbolicLink(root.resolve("d/inside.png"), root.resolve("d/1.png"));

    DatasetListing d = list().get(0);

    assertThat(d.unusable()).extracting(Unusable::path).containsExactly("link.png", "up");
    assertThat(d.files()).extracting(FileEntry::path).containsExactly("1.png", "inside.png");
  }

  private List<DatasetListing> list() throws IOException {
    return CorpusListing.of(
        ContainerStore.over(new LocalFileStore(root)), "corpus", DatasetDefaults.STANDARD);
  }

  private void text(String path, String content) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), content);
  }
}
