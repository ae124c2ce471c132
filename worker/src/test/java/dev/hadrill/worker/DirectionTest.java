package dev.hadrill.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** DESIGN 2 between packages; Maven guards it between modules. */
@AnalyzeClasses(packages = "dev.hadrill", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionTest {
    @ArchTest
    static final ArchRule WORKFLOWS_KNOW_NO_ADAPTER = noClasses()
            .that()
            .resideInAPackage("dev.hadrill.workflows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.hadrill.activities..", "dev.hadrill.db..", "dev.hadrill.pages..", "dev.hadrill.worker..");

    @ArchTest
    static final ArchRule WORKFLOWS_DO_NO_IO = noClasses()
            .that()
            .resideInAPackage("dev.hadrill.workflows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.sql..", "java.nio.channels..", "io.grpc..");

    @ArchTest
    static final ArchRule ADAPTERS_KNOW_WORKFLOWS_ONLY = noClasses()
            .that()
            .resideInAnyPackage("dev.hadrill.activities..", "dev.hadrill.db..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.hadrill.worker..");

    @ArchTest
    static final ArchRule PAGES_DRAW_WHAT_THEY_ARE_GIVEN = noClasses()
            .that()
            .resideInAPackage("dev.hadrill.pages..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.hadrill.activities..", "dev.hadrill.db..", "dev.hadrill.worker..", "java.nio.file..");

    @ArchTest
    static final ArchRule THE_HISTORY_KNOWS_NO_TECHNOLOGY_BUT_ITS_OWN = noClasses()
            .that()
            .resideInAPackage("dev.hadrill.db..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.hadrill.activities..");

    @ArchTest
    static final ArchRule TECHNOLOGIES_HAVE_NO_CYCLES = slices().matching("dev.hadrill.activities.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_DATABASE_IS_SPOKEN_TO_IN_SQL = noClasses()
            .that()
            .resideOutsideOfPackage("dev.hadrill.db..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "com.zaxxer..");

    @ArchTest
    static final ArchRule IMPL_IS_FOR_WORKFLOWS =
            classes().that().haveSimpleNameEndingWith("Impl").should().resideInAPackage("dev.hadrill.workflows..");
}
