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
import org.lvmmed.model.probe.KnnClassifier;
import org.lvmmed.model.probe.LinearProbe;

/** The section {@code evaluate} of a recipe, as {@link Sections} reads the others. */
final class EvaluateSection {

  private final ConfigReader reader;

  EvaluateSection(ConfigReader reader) {
    this.reader = reader;
  }

  Supplier<EvaluateSettings> read(long seed, Supplier<Compute> compute) {
    var encoders = reader.choices("evaluate.encoders", EvaluateSettings.OwnEncoder.class);
    var protocols = reader.choices("evaluate.protocols", Protocol.class);
    List<String> tasks = reader.listOrCommaSeparated("evaluate.tasks");
    Supplier<EvaluateSettings.Sampling> sampling =
        reader.record("evaluate", EvaluateSettings.Sampling.class);
    Supplier<KnnClassifier> knn = reader.record("evaluate.knn", KnnClassifier.class);
    Supplier<LinearProbe> linear = reader.record("evaluate.linear", LinearProbe.class);
    Supplier<InferenceSettings> inference = inference(compute);
    Supplier<HeadsSettings> heads = heads();
    return reader.checked(
        "evaluate",
        () ->
            new EvaluateSettings(
                encoders,
                protocols,
                tasks,
                sampling.get(),
                knn.get(),
                linear.get(),
                inference.get(),
                heads.get(),
                seed));
  }

  private Supplier<InferenceSettings> inference(Supplier<Compute> compute) {
    int size = reader.integer("evaluate.input-size");
    int batch = reader.integer("evaluate.batch");
    int partition = reader.integer("evaluate.partition-images");
    return reader.checked(
        "evaluate", () -> new InferenceSettings(compute.get(), size, batch, partition));
  }

  private Supplier<HeadsSettings> heads() {
    Supplier<List<Transfer>> transfers = transfers();
    Map<Protocol, Supplier<HeadRecipe>> recipes = new EnumMap<>(Protocol.class);
    Protocol.heads()
        .forEach(
            head -> recipes.put(head, reader.record("evaluate." + head.title(), HeadRecipe.class)));
    return reader.checked(
        "evaluate",
        () ->
            new HeadsSettings(
                recipes.entrySet().stream()
                    .collect(
                        Collectors.toMap(Map.Entry::getKey, recipe -> recipe.getValue().get())),
                transfers.get()));
  }

  private Supplier<List<Transfer>> transfers() {
    List<String> texts = reader.texts("evaluate.transfer");
    return reader.checked("evaluate.transfer", () -> texts.stream().map(Transfer::parse).toList());
  }
}
