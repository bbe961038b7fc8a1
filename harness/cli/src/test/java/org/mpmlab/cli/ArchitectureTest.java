package org.mpmlab.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of dependencies that docs/architecture.md promises. */
@AnalyzeClasses(
        packages = "org.mpmlab",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** What a module's tests lend to those of others is no part of the product. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("org.mpmlab.core..")
            .layer("engine")
            .definedBy("org.mpmlab.engine..")
            .layer("gatling")
            .definedBy("org.mpmlab.gatling..")
            .layer("lab")
            .definedBy("org.mpmlab.lab..")
            .layer("reports")
            .definedBy("org.mpmlab.reports..")
            .layer("cli")
            .definedBy("org.mpmlab.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("reports")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("lab")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("lab", "gatling", "cli")
            .whereLayer("gatling")
            .mayOnlyBeAccessedByLayers("cli");

    @ArchTest
    static final ArchRule SIMULATIONS_KNOW_GATLING_THE_LOAD_AND_THE_ENGINES_RECORDER = noClasses()
            .that()
            .resideInAPackage("org.mpmlab.gatling..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.mpmlab..")
                    .and(not(resideInAnyPackage(
                            "org.mpmlab.gatling..",
                            "org.mpmlab.core.load..",
                            "org.mpmlab.engine.measure..",
                            "org.mpmlab.engine.exchange.."))));

    @ArchTest
    static final ArchRule ONLY_SIMULATIONS_KNOW_GATLING = noClasses()
            .that()
            .resideOutsideOfPackage("org.mpmlab.gatling..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gatling..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_OF_CORE_THE_LOAD_ALONE = noClasses()
            .that()
            .resideInAPackage("org.mpmlab.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.mpmlab.core.stack..",
                    "org.mpmlab.core.site..",
                    "org.mpmlab.core.scenario..",
                    "org.mpmlab.core.plan..",
                    "org.mpmlab.core.run..",
                    "org.mpmlab.core.stats..",
                    "org.mpmlab.core.verdict..");

    @ArchTest
    static final ArchRule CORE_TOUCHES_NOTHING = noClasses()
            .that()
            .resideInAPackage("org.mpmlab.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net.http..", "java.nio.file..", "javax.net..", "com.github.dockerjava..", "io.netty..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule ONLY_THE_LAB_KNOWS_DOCKER = noClasses()
            .that()
            .resideOutsideOfPackage("org.mpmlab.lab.docker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule THE_REPORTS_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("org.mpmlab.reports..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.time.chrono..")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_PACKAGES =
            slices().matching("org.mpmlab.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_UTIL =
            classes().should().resideOutsideOfPackages("..util..", "..common..", "..helper..", "..manager..");
}
