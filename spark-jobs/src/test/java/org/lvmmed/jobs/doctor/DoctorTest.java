package org.lvmmed.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvmmed.jobs.LocalSpark;
import org.lvmmed.jobs.doctor.Finding.Level;
import org.lvmmed.model.encoder.EncoderGraph;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.encoder.NetworkSize;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.network.EngineCheck;
import org.lvmmed.model.network.card.Card;

class DoctorTest {

  private static final long GIB = 1L << 30;
  private static final String TUNABLE = "glibc.malloc.hugetlb=1";

  @TempDir Path folder;

  private static Expectations needs(long container) {
    return new Expectations(3 * GIB, 2 * GIB, container, "a + b", 1, false, 20 * GIB);
  }

  private static JvmFacts facts(long heap, long natives, int threads, String files) {
    return facts(heap, natives, threads, files, new HugePages(TUNABLE, "always [madvise] never"));
  }

  private static JvmFacts facts(
      long heap, long natives, int threads, String files, HugePages pages) {
    return new JvmFacts(
        "3",
        17,
        heap,
        natives,
        heap + natives,
        32 * GIB,
        2,
        new EngineCheck("torch", true, true, threads, "torch: CPU"),
        List.of(EngineCheck.missing("dl4j", "dl4j: not here")),
        pages,
        "",
        null,
        files);
  }

  private static List<String> lines(JvmFacts facts, Expectations expected) {
    return JvmChecks.of(facts, expected).stream()
        .filter(finding -> finding.level() != Level.OK)
        .map(Finding::line)
        .toList();
  }

  @Test
  void anExecutorWithRoomForEverythingHasNothingToComplainOf() {
    assertThat(lines(facts(4 * GIB, 3 * GIB, 1, ""), needs(8 * GIB))).isEmpty();
  }

  @Test
  void anEngineThatCannotBeLoadedFailsWithItsOwnWords() {
    EngineCheck torch = EngineCheck.missing("torch", "Engine torch needs glibc 2.35 or newer");
    JvmFacts facts =
        new JvmFacts(
            "3",
            17,
            4 * GIB,
            3 * GIB,
            7 * GIB,
            32 * GIB,
            2,
            torch,
            List.of(),
            new HugePages(TUNABLE, "always [madvise] never"),
            "",
            null,
            "");

    assertThat(lines(facts, needs(8 * GIB)))
        .containsExactly("FAIL  executor 3: Engine torch needs glibc 2.35 or newer");
  }

  @Test
  void aContainerTooSmallForHeapAndNativeMemoryFailsWithItsSettings() {
    assertThat(lines(facts(4 * GIB, 3 * GIB, 1, ""), needs(6 * GIB)))
        .containsExactly(
            "FAIL  executor 3: heap and native memory together may take 7.0 GB, and the container"
                + " (a + b) has 6.0 GB: it would be killed; raise the overhead");
  }

  @Test
  void whatIsTooSmallForTheRecipeFailsWithTheSettingToRaise() {
    assertThat(lines(facts(2 * GIB, GIB, 1, ""), needs(0)))
        .hasSize(2)
        .allMatch(line -> line.startsWith("FAIL"))
        .anyMatch(line -> line.contains("raise spark.executor.memory"))
        .anyMatch(line -> line.contains("raise -Dorg.bytedeco.javacpp.maxbytes"));
  }

  @Test
  void moreThreadsThanProcessorsAndAClosedWorkFolderAreNamed() {
    assertThat(lines(facts(4 * GIB, 3 * GIB, 4, "AccessControlException: no"), needs(8 * GIB)))
        .anyMatch(line -> line.startsWith("warn") && line.contains("OMP_NUM_THREADS=1"))
        .anyMatch(line -> line.startsWith("warn") && line.contains("4 threads on 2 processors"))
        .anyMatch(line -> line.startsWith("FAIL") && line.contains("AccessControlException"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', always [madvise] never, set GLIBC_TUNABLES=glibc.malloc.hugetlb=1",
    "glibc.malloc.hugetlb=1, always madvise [never], write madvise to",
    "glibc.malloc.hugetlb=1, '', write madvise to"
  })
  void smallPagesAreNamedWithTheirRemedy(String tunables, String kernel, String remedy) {
    HugePages pages = new HugePages(tunables, kernel);

    assertThat(lines(facts(4 * GIB, 3 * GIB, 1, "", pages), needs(8 * GIB)))
        .singleElement()
        .asString()
        .startsWith("warn")
        .contains(remedy);
  }

  @Test
  void aKernelThatAlwaysGivesHugePagesNeedsNoVariable() {
    HugePages pages = new HugePages("", "[always] madvise never");

    assertThat(lines(facts(4 * GIB, 3 * GIB, 1, "", pages), needs(8 * GIB))).isEmpty();
  }

  @Test
  void theOverheadOfAContainerIsATenthOfTheHeapUnlessItIsGiven() {
    MemoryTable table = new MemoryTable(GIB, GIB, 0, 0, 0, 0, 1, 0);
    SparkConf conf =
        new SparkConf(false).set("spark.master", "yarn").set("spark.executor.memory", "10g");

    assertThat(Expectations.executor(conf, table).container()).isEqualTo(11 * GIB);
    conf.set("spark.executor.memoryOverhead", "4g");
    assertThat(Expectations.executor(conf, table).container()).isEqualTo(14 * GIB);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | true  | ok    driver: what processes send each other and keep in spark.local.dir"
            + " is encrypted",
        "false | true  | warn  driver: what processes send each other is not encrypted, and holds"
            + " images: set spark.authenticate and spark.network.crypto.enabled to true",
        "true  | false | warn  driver: what processes keep in spark.local.dir is not encrypted, and"
            + " holds images: set spark.io.encryption.enabled to true"
      })
  void imagesThatLeaveAProcessUnencryptedAreNamedWithTheRemedy(
      boolean sent, boolean kept, String line) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.network.crypto.enabled", String.valueOf(sent))
            .set("spark.io.encryption.enabled", String.valueOf(kept));

    assertThat(Encryption.of(conf).line()).isEqualTo(line);
  }

  private static JvmFacts on(Card card) {
    JvmFacts cpu = facts(4 * GIB, 3 * GIB, 1, "");
    return new JvmFacts(
        cpu.executor(),
        cpu.java(),
        cpu.heap(),
        cpu.nativeBound(),
        cpu.processBound(),
        cpu.machine(),
        cpu.processors(),
        cpu.engine(),
        cpu.others(),
        cpu.hugePages(),
        "1",
        card,
        cpu.files());
  }

  @Test
  void theMemoryOfACardIsComparedWithWhatPretrainingNeedsThere() {
    Card large = new Card(1, "NVIDIA H100", 9.0, "580.1", 80 * GIB, 79 * GIB);
    Card small = new Card(1, "Tesla T4", 7.5, "580.1", 16 * GIB, 15 * GIB);

    assertThat(lines(on(large), needs(8 * GIB))).isEmpty();
    assertThat(lines(on(small), needs(8 * GIB)))
        .containsExactly(
            "warn  executor 3: card 1 has 16.0 GB; pretraining needs about 20.0 GB: lower"
                + " pretrain.batch-per-worker, or set encoder.precision = bfloat16");
  }

  @Test
  void parametersAreCountedAsTheNetworkHasThem() {
    EncoderSettings settings = new EncoderSettings(Architecture.RESNET18, 32, 32);
    assertThat(NetworkSize.of(settings).parameters())
        .isEqualTo(EncoderGraph.of(settings).layout().parameterCount());
  }

  @Test
  void thisJvmIsLookedAtAndLeavesNoFile() throws Exception {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

    List<Finding> findings =
        new Doctor(
                spark,
                folder.toUri().toString(),
                new MemoryTable(1, 1, 1, 1, 0, 0, 1, 0),
                Compute.cpu("torch"))
            .examine();

    assertThat(findings).extracting(Finding::where).containsOnly("driver");
    assertThat(findings)
        .extracting(Finding::message)
        .anyMatch(message -> message.startsWith("torch: CPU") && message.contains("oneDNN"))
        .anyMatch(message -> message.startsWith("not in use: dl4j: CPU backend with oneDNN"))
        .contains(
            "Java " + Runtime.version().feature(), "writes, reads and deletes files in --work");
    assertThat(folder).isEmptyDirectory();
  }
}
