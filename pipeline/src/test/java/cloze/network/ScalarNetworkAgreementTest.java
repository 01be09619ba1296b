package cloze.network;

import cloze.network.kernel.KernelChoice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The network over the kernels in plain Java; its superclass takes those of this machine. */
@Tag("slow")
class ScalarNetworkAgreementTest extends NetworkAgreementTest {
    @BeforeAll
    static void choose() {
        System.setProperty(KernelChoice.PROPERTY, KernelChoice.SCALAR.toString());
    }

    @AfterAll
    static void forget() {
        System.clearProperty(KernelChoice.PROPERTY);
    }
}
