package cloze.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class KernelChoiceTest {
    @AfterEach
    void forget() {
        System.clearProperty(KernelChoice.PROPERTY);
    }

    @Test
    void thePropertyDecides() {
        System.setProperty(KernelChoice.PROPERTY, "scalar");
        assertThat(KernelChoice.current()).isEqualTo(KernelChoice.SCALAR);
        assertThat(Kernels.chosen()).isInstanceOf(ScalarKernels.class);
        System.setProperty(KernelChoice.PROPERTY, "vector");
        assertThat(KernelChoice.current()).hasToString("vector");
        assertThat(Kernels.chosen()).isNotInstanceOf(ScalarKernels.class);
    }

    @Test
    void anUnknownValueIsRefused() {
        System.setProperty(KernelChoice.PROPERTY, "fast");
        assertThatThrownBy(KernelChoice::current)
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cloze.kernels = fast: must be auto, scalar or vector");
    }

    @Test
    void withoutTheModuleThereIsPlainJava() throws Exception {
        assertThat(elsewhere("auto")).contains("kernels: scalar");
    }

    @Test
    void askingForVectorsWithoutTheModuleIsRefused() throws Exception {
        assertThat(elsewhere("vector")).contains("start it with --add-modules=jdk.incubator.vector");
    }

    /** Returns what {@link Elsewhere} prints in a JVM without the module. */
    private static String elsewhere(String property) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D" + KernelChoice.PROPERTY + "=" + property);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Elsewhere.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    /** Prints which kernels its process uses. */
    static final class Elsewhere {
        private Elsewhere() {}

        @SuppressWarnings("SystemOut") // read by the test
        public static void main(String[] arguments) {
            System.out.println("kernels: " + KernelChoice.current());
        }
    }
}
