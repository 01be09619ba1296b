package cloze.config.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeConfigTest {
    private static ProbeConfig load(String... settings) {
        return ConfigLoader.load(Optional.empty(), List.of(settings)).probe();
    }

    @Test
    void numbersAndNamesAreRead() {
        ProbeConfig probe = load(
                "probe.layers=[0,2,last]",
                "probe.labels-per-class=[100,all,10]",
                "probe.regularisation=[1,0.01,1]",
                "probe.input=a.jsonl",
                "probe.test={ table = lake.labelled }");
        assertThat(probe.layers()).containsExactly("0", "2", "last");
        assertThat(probe.curve()).containsExactly(10, 100);
        assertThat(probe.regularisation()).containsExactly(0.01, 1.0);
        assertThat(probe.paths()).containsExactly("a.jsonl");
        assertThat(probe.hasTest()).isTrue();
        assertThat(load("probe.regularisation=0.5").regularisation()).containsExactly(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "probe.folds=1 | probe.folds = 1: must be at least 2",
                "probe.poolings=max | probe.poolings = [max]: must be one or more of mean, cls",
                "probe.poolings=[] | must be one or more of mean, cls",
                "probe.layers=first | probe.layers = [first]: must be layers from 0, last, or all",
                "probe.layers=[last,last] | probe.layers = [last, last]",
                "probe.labels-per-class=[5] | must be numbers from 1, and all",
                "probe.labels-per-class=[0,all] | must be numbers from 1, and all",
                "probe.regularisation=[-1] | must be one or more numbers of at least 0",
                "probe.regularisation=[a] | must be a list of numbers",
                "probe.label-column=text | must name a column other than those of the texts",
                "probe.repeats=0 | probe.repeats = 0: must be at least 1",
                "probe.kind=fine | must be one of frozen",
                "probe.fine-tune.learning-rate=0 | probe.fine-tune.learning-rate = 0.0: must be above 0",
                "probe.fine-tune.epochs=0 | probe.fine-tune.epochs = 0: must be at least 1",
                "probe.input={ path = a, weight = 2 } | must have no weights",
                "probe.input={ table = a, text-column = b } | must name no columns"
            })
    void whatCannotBeMeantIsRefused(String setting, String message) {
        assertThatThrownBy(() -> load(setting))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(message);
    }
}
