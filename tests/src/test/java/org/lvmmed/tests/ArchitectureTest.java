package org.lvmmed.tests;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Arrows point one way: spark-jobs → model, ingest → rules; model and ingest know nothing of each
 * other.
 */
@AnalyzeClasses(packages = "org.lvmmed", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule modelKnowsNeitherSparkNorIngestNorHadoop =
      noClasses()
          .that()
          .resideInAPackage("org.lvmmed.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.lvmmed.ingest..",
              "org.lvmmed.jobs..");

  @ArchTest
  static final ArchRule ingestKnowsNeitherSparkNorNetworks =
      noClasses()
          .that()
          .resideInAPackage("org.lvmmed.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.nd4j..",
              "org.deeplearning4j..",
              "org.lvmmed.model..",
              "org.lvmmed.jobs..");

  @ArchTest
  static final ArchRule rulesKnowJavaAlone =
      noClasses()
          .that()
          .resideInAPackage("org.lvmmed.rules..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("org.lvmmed.rules..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule matchingIsArithmeticOnPrimitiveArrays =
      noClasses()
          .that()
          .resideInAPackage("org.lvmmed.model.matching..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  /** The ONNX classes, which ND4J brings, are no part of its arithmetic. */
  @ArchTest
  static final ArchRule deeplearning4jIsKnownByItsEngineAndByDl4jOnSpark =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.lvmmed.model.network.dl4j..", "org.lvmmed.jobs.dl4j..", "org.nd4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j.linalg..", "org.nd4j.nativeblas..");

  @ArchTest
  static final ArchRule libtorchIsKnownByItsEngineAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lvmmed.model.network.torch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.pytorch..");

  @ArchTest
  static final ArchRule openBlasIsKnownByTheOnePlaceThatMultipliesMatrices =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lvmmed.model.linalg..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.openblas..");

  @ArchTest
  static final ArchRule whatANetworkIsKnowsNoEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.lvmmed.model.network..", "org.lvmmed.jobs.dl4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.lvmmed.model.network.dl4j..", "org.lvmmed.model.network.torch..");

  @ArchTest
  static final ArchRule enginesDoNotKnowEachOther =
      slices()
          .matching("org.lvmmed.model.network.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("org.lvmmed.model.network.card.."));

  /** Every package by itself, so the rooms of a package too. */
  @ArchTest
  static final ArchRule packagesOfTheModelHaveNoCycles =
      slices().matching("org.lvmmed.model.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whateverTrainsKnowsNoObjective =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lvmmed.model.objective..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.lvmmed.model.objective.matching..", "org.lvmmed.model.objective.contrastive..");

  @ArchTest
  static final ArchRule objectivesKnowTheirContractAndWhatTheyShareAlone =
      noClasses()
          .that()
          .resideInAPackage("org.lvmmed.model.objective..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.lvmmed.model.pretrain..", "org.lvmmed.model.encoder..");

  @ArchTest
  static final ArchRule dl4jOnSparkIsKnownByOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lvmmed.jobs.dl4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j.spark..");

  @ArchTest
  static final ArchRule jobsUseHadoopPathsNotFiles =
      noClasses()
          .that()
          .resideInAPackage("org.lvmmed.jobs..")
          .and()
          .resideOutsideOfPackage("org.lvmmed.jobs.cli..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.io.File.class);

  /** Every package by itself: a job is not known by the rooms beneath it either. */
  @ArchTest
  static final ArchRule packagesOfJobsHaveNoCycles =
      slices().matching("org.lvmmed.jobs.(**)").should().beFreeOfCycles();
}
