package org.lvmmed.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Arrows point one way: spark-jobs → model, ingest; model and ingest know nothing of each other.
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
  static final ArchRule matchingIsArithmeticOnPrimitiveArrays =
      noClasses()
          .that()
          .resideInAPackage("org.lvmmed.model.matching..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  @ArchTest
  static final ArchRule layersOfTheNetworkLibraryStayInTheEncoder =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.lvmmed.model.encoder..", "org.lvmmed.model.export..", "org.lvmmed.jobs.dl4j..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..");

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
