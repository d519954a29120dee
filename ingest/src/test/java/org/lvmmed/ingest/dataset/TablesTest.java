package org.lvmmed.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.ingest.LocalIngest;
import org.lvmmed.ingest.Pictures;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** What people write in tables, and what they meant. */
class TablesTest {

  @TempDir Path corpus;

  @Test
  void tablesOfEveryUnicodeAreReadAndOthersAreAskedAbout() throws IOException {
    pictures("0.png", "1.png");
    String table = "path,label\n0.png,gutartig\n1.png,bösartig\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      write(("\uFEFF" + table).getBytes(charset));
      assertThat(labels()).containsOnlyKeys("gutartig", "bösartig");
    }
    Charset gbk = Charset.forName("GBK");
    write("path,label\n0.png,良性\n1.png,恶性\n".getBytes(gbk));
    assertThatThrownBy(this::labels)
        .hasMessageContaining("train.csv of d")
        .hasMessageContaining("encoding");
    Files.writeString(corpus.resolve("d/dataset.conf"), "encoding = GBK");
    assertThat(labels()).containsOnlyKeys("良性", "恶性");
  }

  @Test
  void labelsThatLookAlikeAreOne() throws IOException {
    pictures("0.png", "1.png", "2.png", "3.png", "4.png", "5.png", "6.png");
    write(
        ("path,label\n0.png,benign\n1.png,benign\u00a0\n2.png,\u200bbenign\n3.png,nan\n"
                + "4.png,1\n5.png,1.0\n6.png,Benign\n")
            .getBytes(StandardCharsets.UTF_8));

    assertThat(labels()).isEqualTo(Map.of("benign", 3L, "Benign", 1L, "1", 2L, "", 1L));
    assertThat(LocalIngest.of(corpus).warnings()).contains("labels");
  }

  @Test
  void pathsAreFoundHoweverTheyAreWritten() throws IOException {
    pictures("a/Schädel.png", "b/1.png", "c/x.png", "c/y.png");
    write(
        ("path,label\na\\"
                + Normalizer.normalize("schädel.PNG", Normalizer.Form.NFD)
                + ",s\nB/1.PNG,b\nc,folder\nelsewhere/1.png,gone\n")
            .getBytes(StandardCharsets.UTF_8));

    assertThat(labels()).isEqualTo(Map.of("s", 1L, "b", 1L, "folder", 2L));
    LocalIngest ingest = LocalIngest.of(corpus);
    assertThat(ingest.refusals()).containsExactly(Reason.MISSING);
    assertThat(ingest.plan().fates().toString()).contains("another folder").doesNotContain("1.png");
  }

  @Test
  void boxesStayWithinTheirPictures() throws IOException {
    pictures("0.png", "1.png", "2.png");
    write(
        "path,boxes\n0.png,20 20 90 90 cell\n1.png,40 40 90 90\n2.png,0.1 0.25 0.5 1\n"
            .getBytes(StandardCharsets.UTF_8));

    LocalIngest ingest = LocalIngest.of(corpus);

    assertThat(ingest.rows())
        .singleElement()
        .extracting(ImageRow::boxes)
        .isEqualTo(List.of(new Box(20, 20, 32, 32, "cell")));
    assertThat(ingest.refusals()).containsOnly(Reason.BAD_ANNOTATION).hasSize(2);
    assertThat(ingest.warnings()).contains("boxes");
  }

  @Test
  void aTableOfWhatIsNoTextOfItsEncodingIsRefused() throws IOException {
    pictures("0.png");
    for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32")) {
      write("path,label\n0.png,a\n".getBytes(Charset.forName(charset)));
      assertThatThrownBy(this::labels).hasMessageContaining("encoding");
    }
  }

  @Test
  void labelsOfOneNumberOfNothingAndOfSeveralInACellAreTold() throws IOException {
    pictures("0.png", "1.png", "2.png", "3.png");
    write(
        "path,label\n0.png,1\n1.png,01\n2.png,None\n3.png,a|b\n".getBytes(StandardCharsets.UTF_8));

    String told = LocalIngest.of(corpus).plan().warnings().toString();

    assertThat(told).contains("01, 1").contains("there is none").contains("several in one cell");
  }

  @Test
  void onePatientIsOneHoweverTheNumberIsWritten() throws IOException {
    pictures("0.png", "1.png", "2.png");
    write("path,patient\n0.png,7\n1.png,7.0\n2.png,nan\n".getBytes(StandardCharsets.UTF_8));

    assertThat(LocalIngest.of(corpus).rows().stream().map(ImageRow::patientKey).distinct())
        .hasSize(2);
  }

  @Test
  void aFileThatTwoTablesNameIsAnError() throws IOException {
    pictures("0.png", "1.png");
    write("path,label\n0.png,a\n1.png,b\n".getBytes(StandardCharsets.UTF_8));
    Files.writeString(corpus.resolve("d/test.csv"), "path,label\n1.PNG,b\n");

    assertThatThrownBy(this::labels)
        .hasMessageContaining("test.csv of d: 1 of its rows")
        .hasMessageContaining("one row");
  }

  @Test
  void aTableWhoseNameIsInCapitalsIsTold() throws IOException {
    pictures("0.png");
    Files.writeString(corpus.resolve("d/Train.CSV"), "path,label\n0.png,a\n");

    assertThat(LocalIngest.of(corpus).warnings()).contains("tables");
  }

  @Test
  void aBoxOfNoAreaIsRefused() throws IOException {
    pictures("0.png", "1.png");
    write("path,boxes\n0.png,5 5 5 9\n1.png,5 5 9 9\n".getBytes(StandardCharsets.UTF_8));

    assertThat(LocalIngest.of(corpus).refusals()).containsExactly(Reason.BAD_ANNOTATION);
  }

  @Test
  void onePatientForAllIsTold() throws IOException {
    pictures("0.png", "1.png", "2.png");
    write("path,label,patient\n0.png,a,x\n1.png,b,x\n2.png,a,x\n".getBytes(StandardCharsets.UTF_8));
    assertThat(LocalIngest.of(corpus).warnings()).containsExactly("patients");
  }

  private void pictures(String... names) throws IOException {
    for (int i = 0; i < names.length; i++) {
      Pictures.write(Pictures.grey(32, 32, i), corpus.resolve("d/" + names[i]));
    }
  }

  private void write(byte[] table) throws IOException {
    Files.write(corpus.resolve("d/train.csv"), table);
  }

  private Map<String, Long> labels() throws IOException {
    return LocalIngest.of(corpus).rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.label() == null ? "" : row.label(), Collectors.counting()));
  }
}
