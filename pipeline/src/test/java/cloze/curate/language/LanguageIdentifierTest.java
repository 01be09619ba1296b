package cloze.curate.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LanguageIdentifierTest {
    private static final Map<String, String> TEXTS = Map.of(
            "en", "The captain painted the old boat and sold it in the morning to a friend from the village.",
            "de", "Der Kapit\u00e4n strich das alte Boot und verkaufte es am Morgen an einen Freund aus dem Dorf.",
            "fr", "Le capitaine a peint le vieux bateau et l'a vendu le matin \u00e0 un ami du village voisin.",
            "es",
                    "El capit\u00e1n pint\u00f3 el viejo barco y lo vendi\u00f3 por la ma\u00f1ana a un amigo de la aldea.",
            "ru",
                    "\u041a\u0430\u043f\u0438\u0442\u0430\u043d \u043f\u043e\u043a\u0440\u0430\u0441\u0438\u043b \u0441\u0442\u0430\u0440\u0443\u044e \u043b\u043e\u0434\u043a\u0443 \u0438 \u043f\u0440\u043e\u0434\u0430\u043b \u0435\u0451 \u0443\u0442\u0440\u043e\u043c \u0434\u0440\u0443\u0433\u0443.",
            "zh",
                    "\u8239\u957f\u65e9\u4e0a\u7ed9\u65e7\u8239\u4e0a\u4e86\u6f06\uff0c\u7136\u540e\u5356\u7ed9\u4e86\u6751\u91cc\u7684\u4e00\u4f4d\u670b\u53cb\u3002");

    @Test
    void tellsLanguagesApart() {
        var identifier = new LanguageIdentifier();

        TEXTS.forEach((language, text) ->
                assertThat(identifier.identify(text)).as(language).isEqualTo(LanguageIdentifier.code(language)));
    }

    @Test
    void aLongTextIsSampledAllOver() {
        String middle = (TEXTS.get("de") + " ").repeat(100_000);
        String end = " Im Winter lag Schnee auf den D\u00e4chern, und die Kinder liefen \u00fcber das Eis nach Hause.";

        assertThat(new LanguageIdentifier().identify(TEXTS.get("en") + middle + end))
                .isEqualTo("deu");
    }

    @Test
    void knowsCodesOfTwoAndThreeLetters() {
        assertThat(List.of("en", "eng", "zh", "de").stream().map(LanguageIdentifier::code))
                .containsExactly("eng", "eng", "cmn", "deu")
                .allSatisfy(code -> assertThat(LanguageIdentifier.known()).contains(code));
        assertThat(LanguageIdentifier.known()).doesNotContain(LanguageIdentifier.code("xx"));
    }
}
