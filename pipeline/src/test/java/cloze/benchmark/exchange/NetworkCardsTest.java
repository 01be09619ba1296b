package cloze.benchmark.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkCardsTest {
    @Test
    void addsWhatWasReceivedAndSent() {
        assertThat(NetworkCards.bytes(
                        "  eth0: 1234       5    0    0    0     0          0         0     5678       9    0"))
                .isEqualTo(1234 + 5678);
        assertThat(NetworkCards.bytes("veth1:7 5 0 0 0 0 0 0 3 9 0 0 0 0 0 0")).isEqualTo(10);
    }

    @Test
    void leavesOutWhatStaysWithinTheMachine() {
        assertThat(NetworkCards.bytes("    lo: 1234 5 0 0 0 0 0 0 5678 9 0 0 0 0 0 0"))
                .isZero();
        assertThat(NetworkCards.bytes()).isNotNegative();
    }
}
