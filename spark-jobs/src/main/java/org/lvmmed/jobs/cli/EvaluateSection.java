package org.lvmmed.jobs.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.encoders.InferenceSettings;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.evaluate.settings.HeadRecipe;
import org.lvmmed.jobs.evaluate.settings.HeadsSettings;
import org.lvmmed.jobs.evaluate.settings.Protocol;
import org.lvmmed.jobs.evaluate.settings.Transfer;
import org.lvmmed.model.network.Compute;

/** The section {@code evaluate} of a recipe, as {@link Sections} reads the others. */
final class EvaluateSection {

  private static final int MANY = 1_000_000;

  private final ConfigReader reader;

  EvaluateSection(ConfigReader reader) {
    this.reader = reader;
  }

  Supplier<EvaluateSettings> read(long seed, Supplier<Compute> compute) {
    var encoders = reader.choices("evaluate.encoders", EvaluateSettings.OwnEncoder.class);
    var protocols = reader.choices("evaluate.protocols", Protocol.class);
    List<String> tasks = reader.listOrCommaSeparated("evaluate.tasks");
    int trials = reader.integer("evaluate.trials");
    double fraction = reader.number("evaluate.trial-fraction");
    int neighbours = reader.integer("evaluate.knn.neighbours");
    double temperature = reader.number("evaluate.knn.temperature");
    List<Double> strengths = reader.numbers("evaluate.linear.penalties");
    int resamples = reader.integer("evaluate.resamples");
    int images = reader.integer("evaluate.images-per-split");
    int embedding = reader.integer("evaluate.embedding-images");
    int size = reader.integer("evaluate.input-size", 0, 2048);
    int batch = reader.integer("evaluate.batch", 1, 65_536);
    int partition = reader.integer("evaluate.partition-images", 1, MANY);
    Supplier<HeadsSettings> heads = heads();
    return () ->
        new EvaluateSettings(
            encoders,
            protocols,
            tasks,
            trials,
            fraction,
            neighbours,
            temperature,
            strengths,
            resamples,
            images,
            embedding,
            new InferenceSettings(compute.get(), size, batch, partition),
            heads.get(),
            seed);
  }

  private Supplier<HeadsSettings> heads() {
    int trials = reader.integer("evaluate.head-trials");
    int images = reader.integer("evaluate.head-images");
    List<String> transfers = reader.texts("evaluate.transfer");
    Map<Protocol, Supplier<HeadRecipe>> recipes = new EnumMap<>(Protocol.class);
    recipes.put(Protocol.HIDDEN, head("hidden"));
    recipes.put(Protocol.FINETUNE, head("finetune"));
    recipes.put(Protocol.SEGMENTATION, head("segmentation"));
    recipes.put(Protocol.DETECTION, head("detection"));
    return () ->
        new HeadsSettings(
            trials,
            images,
            recipes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, recipe -> recipe.getValue().get())),
            transfers.stream().map(Transfer::parse).toList());
  }

  private Supplier<HeadRecipe> head(String name) {
    String section = "evaluate." + name + ".";
    int size = reader.integer(section + "input-size", 32, 2048);
    double rate = reader.number(section + "learning-rate", 1e-9, 1);
    double encoderRate = reader.number(section + "encoder-learning-rate", 0, 1);
    double norm = reader.number(section + "clip-norm", 0, 1e9);
    int steps = reader.integer(section + "steps", 1, MANY);
    int batch = reader.integer(section + "batch", 1, 4096);
    int every = reader.integer(section + "validate-every", 1, MANY);
    int patience = reader.integer(section + "patience", 1, MANY);
    return () -> new HeadRecipe(size, rate, encoderRate, norm, steps, batch, every, patience);
  }
}
