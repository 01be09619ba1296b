package cloze.curate.personal;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.curate.PersonalDataConfig;
import cloze.config.curate.PersonalDataConfig.Action;
import cloze.config.curate.PersonalDataConfig.Kind;
import cloze.config.curate.PersonalDataConfig.Replacements;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalDataTest {
    private static final Replacements WORDS = new Replacements("", "", "", "", "");

    private static PersonalData of(Action action) {
        var config = new PersonalDataConfig(action, action, action, action, action, WORDS);
        return new PersonalData(config, config.replacements(List.of("[IBAN]")));
    }

    private static String replaced(String text) {
        PersonalData data = of(Action.REPLACE);
        return data.replace(text, data.find(text)).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Write to jane.doe+x@mail.example.org. | Write to email.",
                "<a_b@c-d.io> and (e@f.co.uk) | <email> and (email)",
                "IBAN DE89 3704 0044 0532 0130 00, please | IBAN [IBAN], please",
                "GB82WEST12345698765432 | [IBAN]",
                "Card 4111 1111 1111 1111 ends | Card card ends",
                "378282246310005 and 5555-5555-5555-4444 | card and card",
                "from 192.168.0.255 to 8.8.8.8. | from address to address.",
                "2001:0db8:85a3:0000:0000:8a2e:0370:7334 or fe80::1ff:fe23:4567:890a: yes | address or address: yes",
                "Call +49 30 1234567 or 0044 20 7946 0958. | Call phone or phone.",
                "(212) 555-0123, 212-555-0123, 1-212-555-0123 | phone, phone, phone",
                "Tel. 030 12345678 or (089) 123456 | Tel. phone or phone",
            })
    void replacesWhatIsPersonal(String text, String expected) {
        assertThat(replaced(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // No dot in the domain, no local part, no address at all.
                "root@localhost",
                "a @ b.org",
                "see @name.org here",
                // A wrong check digit, a country without such numbers, one character too many.
                "DE88 3704 0044 0532 0130 00",
                "ZZ89 3704 0044 0532 0130 00",
                "DE89370400440532013000X",
                // A wrong check digit, too short, an issuer of other cards, part of a longer number.
                "4111 1111 1111 1112",
                "411111111111",
                "9111111111111111",
                "12345678904111111111111111",
                // Beyond 255, five parts, a date, a time, two groups.
                "192.168.0.256",
                "1.2.3.4.5",
                "2024.10.12",
                "at 10:15:30",
                "std::vector and a::b",
                // A year, a sum, a number without a form, a fraction.
                "in 1984 and 2001",
                "1,000,000 people",
                "12345678",
                "3.14159265358979",
                "pages 212-555",
            })
    void leavesOtherTextAlone(String text) {
        assertThat(replaced(text)).isEqualTo(text);
    }

    @Test
    void countsReplacementsByKind() {
        PersonalData data = of(Action.REPLACE);
        String text = "a@b.org c@d.org 8.8.8.8";

        assertThat(data.replace(text, data.find(text)).replaced())
                .containsOnly(Map.entry(Kind.EMAIL, 2), Map.entry(Kind.IP_ADDRESS, 1));
    }

    @Test
    void aKindMayBeKeptOrForbidden() {
        String text = "a@b.org 8.8.8.8";
        assertThat(of(Action.KEEP).find(text)).isEmpty();

        PersonalData forbidding = of(Action.DROP);
        List<Span> found = forbidding.find(text);

        assertThat(forbidding.firstForbidden(found).kind()).isEqualTo(Kind.EMAIL);
        assertThat(forbidding.replace(text, found).text()).isEqualTo(text);
        PersonalData replacing = of(Action.REPLACE);
        assertThat(replacing.firstForbidden(replacing.find(text))).isNull();
    }

    @Test
    void aReplacementIsThePieceIfItIsReservedAndElseAWord() {
        var config = new PersonalDataConfig(
                Action.REPLACE,
                Action.REPLACE,
                Action.REPLACE,
                Action.REPLACE,
                Action.REPLACE,
                new Replacements("", "<tel>", "", "", ""));

        assertThat(config.replacements(List.of("[EMAIL]", "[PHONE]")))
                .containsEntry(Kind.EMAIL, "[EMAIL]")
                .containsEntry(Kind.PHONE, "<tel>")
                .containsEntry(Kind.CARD, "card")
                .containsEntry(Kind.IP_ADDRESS, "address");
    }
}
