package io.twinlake;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Packages point one way; see the table in the design's layout. */
@AnalyzeClasses(
    packages = "io.twinlake",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.WithoutTheStandIn.class
    })
class ArchitectureTest {
  /** The stand-in is a module of its own that tests put on the class path. */
  static final class WithoutTheStandIn implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("/io/twinlake/standin/");
    }
  }

  @ArchTest
  static final ArchRule stagesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.twinlake..")
          .layer("model")
          .definedBy("io.twinlake.model")
          .layer("aws")
          .definedBy("io.twinlake.aws")
          .layer("config")
          .definedBy("io.twinlake.config")
          .layer("source")
          .definedBy("io.twinlake.source")
          .layer("snapshot")
          .definedBy("io.twinlake.snapshot")
          .layer("transform")
          .definedBy("io.twinlake.transform")
          .layer("iceberg")
          .definedBy("io.twinlake.iceberg")
          .layer("plan")
          .definedBy("io.twinlake.plan")
          .layer("apply")
          .definedBy("io.twinlake.apply")
          .layer("report")
          .definedBy("io.twinlake.report")
          .layer("command")
          .definedBy("io.twinlake.command")
          .layer("cli")
          .definedBy("io.twinlake.cli")
          .layer("glue")
          .definedBy("io.twinlake.glue")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("glue")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("cli", "glue")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("command", "cli", "glue")
          .whereLayer("apply")
          .mayOnlyBeAccessedByLayers("report", "command", "cli", "glue")
          .whereLayer("plan")
          .mayOnlyBeAccessedByLayers("apply", "report", "command", "cli", "glue")
          .whereLayer("iceberg")
          .mayOnlyBeAccessedByLayers("plan", "apply", "report", "command", "cli", "glue")
          .whereLayer("transform")
          .mayOnlyBeAccessedByLayers("iceberg", "plan", "apply", "report", "command", "cli", "glue")
          .whereLayer("snapshot")
          .mayOnlyBeAccessedByLayers(
              "transform", "iceberg", "plan", "apply", "report", "command", "cli", "glue")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers(
              "snapshot",
              "transform",
              "iceberg",
              "plan",
              "apply",
              "report",
              "command",
              "cli",
              "glue")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers(
              "source",
              "snapshot",
              "transform",
              "iceberg",
              "plan",
              "apply",
              "report",
              "command",
              "cli",
              "glue")
          .whereLayer("aws")
          .mayOnlyBeAccessedByLayers(
              "config",
              "source",
              "snapshot",
              "transform",
              "iceberg",
              "plan",
              "apply",
              "report",
              "command",
              "cli",
              "glue");

  @ArchTest
  static final ArchRule everyPackageHasItsPlaceInThatOrder =
      classes()
          .should()
          .resideInAnyPackage(
              "io.twinlake.model",
              "io.twinlake.aws",
              "io.twinlake.config",
              "io.twinlake.source",
              "io.twinlake.snapshot",
              "io.twinlake.transform",
              "io.twinlake.iceberg",
              "io.twinlake.plan",
              "io.twinlake.apply",
              "io.twinlake.report",
              "io.twinlake.command",
              "io.twinlake.cli",
              "io.twinlake.glue");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.twinlake.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theModelKnowsNoAws =
      noClasses()
          .that()
          .resideInAPackage("io.twinlake.model")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule onlyTheEdgesPrint =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.twinlake.cli", "io.twinlake.glue")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule onlyTheCommandLineExits =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.twinlake.cli")
          .should()
          .callMethodWhere(
              target(name("exit").or(name("halt")))
                  .and(target(owner(name("java.lang.System").or(name("java.lang.Runtime"))))));

  @ArchTest
  static final ArchRule nothingShippedKnowsTheStandIn =
      noClasses().should().dependOnClassesThat(resideInAPackage("io.twinlake.standin.."));

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Helper");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    assertThat(classes.getPackage("io.twinlake").getSubpackages())
        .hasSizeGreaterThanOrEqualTo(13)
        .allSatisfy(
            one -> assertThat(one.isAnnotatedWith(NullMarked.class)).as(one.getName()).isTrue())
        .extracting(JavaPackage::getRelativeName)
        .contains("config", "report");
  }

  @ArchTest
  static void allOfItWasScanned(JavaClasses classes) {
    assertThat(classes).hasSizeGreaterThan(150);
  }
}
