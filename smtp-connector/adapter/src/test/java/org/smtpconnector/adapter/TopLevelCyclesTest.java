package org.smtpconnector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Within these rooms no class depends on itself by way of another; nested classes count as their outer class. */
class TopLevelCyclesTest {

    @ParameterizedTest
    @ValueSource(strings = {"config", "server", "spool", "client"})
    void noClassesAreInACircle(String room) {
        String name = getClass().getPackageName() + '.' + room;
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(name);
        assertThat(classes).isNotEmpty();
        SlicesRuleDefinition.slices()
                .assignedFrom(new TopLevelClasses(name))
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    private record TopLevelClasses(String room) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().equals(room)
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "top-level classes of " + room;
        }
    }
}
