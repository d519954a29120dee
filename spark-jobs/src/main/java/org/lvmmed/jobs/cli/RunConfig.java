package org.lvmmed.jobs.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.jobs.config.ConfigException;
import org.lvmmed.jobs.config.ConfigReader;
import org.lvmmed.jobs.config.Recipe;
import org.lvmmed.jobs.evaluate.settings.EvaluateSettings;
import org.lvmmed.jobs.ingest.IngestSettings;
import org.lvmmed.jobs.pretrain.PretrainRequest;
import org.lvmmed.jobs.pretrain.settings.InitialSettings;
import org.lvmmed.jobs.pretrain.settings.MlflowSettings;
import org.lvmmed.jobs.pretrain.settings.PretrainSettings;
import org.lvmmed.jobs.report.ReportSettings;
import org.lvmmed.jobs.similarity.SimilaritySettings;
import org.lvmmed.model.encoder.EncoderSettings;
import org.lvmmed.model.image.Preprocess;
import org.lvmmed.model.network.Compute;
import org.lvmmed.model.objective.ObjectiveSettings;
import org.lvmmed.model.objective.Objectives;
import org.lvmmed.model.view.ViewSettings;

/** A recipe, typed and checked whole before any work is done. */
record RunConfig(
    Config source,
    long seed,
    IngestSettings ingest,
    SimilaritySettings similarity,
    Compute compute,
    boolean changeEngine,
    EncoderSettings encoder,
    InitialSettings initial,
    ViewSettings views,
    ObjectiveSettings objective,
    PretrainSettings pretrain,
    Optional<MlflowSettings> mlflow,
    EvaluateSettings evaluate,
    ReportSettings report) {

  /** Sections that determine what pretraining yields. */
  private static final Set<String> PRETRAINING =
      Set.of("seed", "encoder", "view", "objective", "pretrain");

  private static final String REMEDY =
      "docs/recipes.md has every key with range and effect; `lvm-med recipe laptop` prints values"
          + " that fit.";

  /** Stands in until a command needs the real one. */
  private static final Secret NO_SECRET = Secret.of(new byte[32]);

  /** Keys of those sections that do not; of given weights the hash counts, not where they lie. */
  private static final Set<String> OF_NO_EFFECT =
      Set.of(
          "encoder.initial",
          "pretrain.cache-size",
          "pretrain.disk-cache-size",
          "pretrain.checkpoint-every",
          "pretrain.keep-checkpoints",
          "pretrain.change-engine",
          "pretrain.mlflow.uri",
          "pretrain.mlflow.experiment");

  /**
   * @param recipe name or file
   * @param settings {@code key=value} each
   * @throws ConfigException naming all that is wrong
   */
  static RunConfig of(String recipe, List<String> settings) {
    Config source = Recipe.load(recipe, settings);
    ConfigReader reader = new ConfigReader(source, REMEDY);
    Sections sections = new Sections(reader);
    long seed = reader.seed("seed");
    var ingest = IngestSettings.read(reader, "", "", NO_SECRET, seed);
    var similarity = sections.similarity();
    var compute = sections.compute();
    boolean changeEngine = reader.flag("pretrain.change-engine");
    var encoder = sections.encoder();
    sections.requireBuildable(compute, encoder);
    var initial = sections.initial();
    var views = sections.views();
    sections.requireSmallCrops(compute, encoder, views);
    var objective = sections.objective();
    var pretrain = sections.pretrain();
    sections.requireTrainable(compute, encoder, objective);
    sections.requireFullShuffle(objective, pretrain);
    var mlflow = sections.mlflow();
    var evaluate = new EvaluateSection(reader).read(seed, compute);
    var report = sections.report();
    reader.finish();
    return new RunConfig(
        withoutOtherObjectives(source, objective.get().kind()),
        seed,
        ingest.get(),
        similarity.get(),
        compute.get(),
        changeEngine,
        encoder.get(),
        initial.get(),
        views.get(),
        objective.get(),
        pretrain.get(),
        mlflow.get(),
        evaluate.get(),
        report.get());
  }

  /** What an ingest goes by: the recipe's rules for a corpus, a work folder and a secret. */
  IngestSettings ingest(String corpus, String work, Secret secret) {
    return new IngestSettings(
        corpus,
        work,
        secret,
        seed,
        ingest.limits(),
        ingest.pixels(),
        ingest.defaults(),
        ingest.allowBurnedIn(),
        ingest.duplicates(),
        ingest.packing());
  }

  /** What a pretraining goes by. */
  PretrainRequest pretrainRequest(String work) {
    return new PretrainRequest(
        work,
        seed,
        compute,
        encoder,
        initial,
        views,
        objective,
        initial.preprocess(Preprocess.standard(encoder.inputSize())),
        pretrain,
        mlflow.orElse(null),
        changeEngine,
        pretrainingKeys());
  }

  /** The settings that change what pretraining yields, as text. */
  Map<String, String> pretrainingKeys() {
    Map<String, String> keys = new TreeMap<>();
    source
        .entrySet()
        .forEach(
            e -> {
              List<String> path = ConfigUtil.splitPath(e.getKey());
              String key = String.join(".", path);
              if (PRETRAINING.contains(path.get(0)) && !OF_NO_EFFECT.contains(key)) {
                keys.put(key, canonical(String.valueOf(e.getValue().unwrapped())));
              }
            });
    return keys;
  }

  /** Sections of objectives that were not chosen are not part of what a run goes by. */
  private static Config withoutOtherObjectives(Config recipe, String chosen) {
    Config left = recipe;
    for (String name : Objectives.names()) {
      left = name.equals(chosen) ? left : left.withoutPath("objective." + name);
    }
    return left;
  }

  /** Numbers in one form, so that 1e-3 in one place and 0.001 in another are the same setting. */
  private static String canonical(String text) {
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }

  /** The resolved configuration as HOCON, each key with where its value comes from. */
  String rendered() {
    return RecipeText.of(source);
  }
}
