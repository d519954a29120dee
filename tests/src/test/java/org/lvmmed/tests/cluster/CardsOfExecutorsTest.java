package org.lvmmed.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.model.encoder.EncoderModel;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.encoder.EncoderSettings.Architecture;
import org.lvmmed.model.export.EncoderWeights;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Engine;
import org.lvmmed.tests.Commands;
import org.lvmmed.tests.cluster.MadeUpCards.Note;

/** A machine with two cards, as Spark's discovery script finds them, and two executors on it. */
class CardsOfExecutorsTest {

  @TempDir Path folder;

  @Test
  void eachTaskOpensTheCardThatItWasGivenAndNoTwoExecutorsShareOne() throws Exception {
    Path notes = Files.createDirectory(folder.resolve("notes"));
    Path corpus = folder.resolve("corpus");
    Commands.writePhantoms(corpus);

    SparkSubmit.Outcome outcome =
        TwoExecutors.with(folder, properties(notes))
            .with("LVMMED_GPU_ADDRESSES", "4 6")
            .run(embed(corpus));

    assertThat(outcome.exit()).as(outcome.printed()).isZero();
    List<Note> opened = Note.in(notes);
    assertThat(opened).allSatisfy(note -> assertThat(note.opened()).isEqualTo(note.assigned()));
    Map<String, String> cards = new TreeMap<>();
    opened.forEach(note -> cards.put(note.opened(), note.executor()));
    assertThat(cards).containsOnlyKeys("4", "6");
    assertThat(cards.values()).doesNotHaveDuplicates();
  }

  private Map<String, String> properties(Path notes) throws Exception {
    String discover = Path.of(System.getProperty("lvmmed.root"), "deploy/gpu/discover").toString();
    String classes =
        String.join(
            ":", services().toString(), TwoExecutors.classes(), SparkSubmit.jar().toString());
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.master", "local-cluster[1,2,2048]");
    properties.put("spark.executor.cores", "1");
    properties.put("spark.worker.resource.gpu.amount", "2");
    properties.put("spark.worker.resource.gpu.discoveryScript", discover);
    properties.put("spark.executor.resource.gpu.amount", "1");
    properties.put("spark.task.resource.gpu.amount", "1");
    properties.put("spark.driver.extraClassPath", classes);
    properties.put("spark.executor.extraClassPath", classes);
    properties.put("spark.executorEnv." + MadeUpCards.NOTES, notes.toString());
    return properties;
  }

  /** Names the engine for the processes of this test alone. */
  private Path services() throws Exception {
    Path services = folder.resolve("services");
    Path named = services.resolve("META-INF/services").resolve(Engine.class.getName());
    Files.createDirectories(named.getParent());
    Files.writeString(named, MadeUpCards.class.getName());
    return services;
  }

  private String[] embed(Path corpus) throws Exception {
    Path encoder = folder.resolve("encoder.safetensors");
    try (OutputStream out = Files.newOutputStream(encoder)) {
      EncoderSettings settings = new EncoderSettings(Architecture.RESNET18, 32, 16);
      EncoderWeights.write(EncoderModel.untrained(settings, Preprocess.standard(32), 1), out);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("embed", "--corpus", corpus.toString(), "--encoder", encoder.toString()));
    arguments.addAll(List.of("--secret", Commands.writeSecret(folder).toString()));
    arguments.addAll(List.of("--to", folder.resolve("embedding").toString()));
    arguments.addAll(
        List.of(
            Commands.sets(
                "evaluate.partition-images=16",
                "encoder.engine=" + MadeUpCards.NAME,
                "encoder.device=cuda")));
    return arguments.toArray(String[]::new);
  }
}
