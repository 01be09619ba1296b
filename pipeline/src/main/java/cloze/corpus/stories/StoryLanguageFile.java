package cloze.corpus.stories;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;

/** Reads a language from its resource file. */
final class StoryLanguageFile {
    static final StoryLanguage TALEZ1 = read("talez1.conf");
    static final StoryLanguage ECHOES = read("echoes.conf");

    /** The only word of a list that the file omits. It occurs in no sentence, because no frame uses the list. */
    private static final String UNUSED = "";

    private StoryLanguageFile() {}

    private static StoryLanguage read(String resource) {
        // Use the class's own loader: on an executor the thread's loader may be another.
        Config file = ConfigFactory.parseResources(StoryLanguageFile.class, resource);
        return new StoryLanguage(
                activities(file.getConfigList("activities")),
                heroes(file),
                words(file, "relatives"),
                animals(file),
                weathers(file),
                adverbs(file),
                new Distribution<>(
                        file.getConfigList("frames").stream()
                                .map(frame -> Frame.parse(frame.getString("tokens")))
                                .toList(),
                        file.getConfigList("frames").stream()
                                .map(frame -> frame.getDouble("probability"))
                                .toList()),
                new StoryLanguage.Range(file.getInt("sentences.first"), file.getInt("sentences.last")));
    }

    /** Weights activities by Zipf's law: activity k has weight 1/(k+2). */
    private static Distribution<Activity> activities(List<? extends Config> written) {
        List<Activity> activities = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (Config activity : written) {
            weights.add(1.0 / (activities.size() + 2));
            activities.add(new Activity(
                    activity.getString("name"),
                    words(activity, "objects"),
                    words(activity, "verbs"),
                    words(activity, "tools"),
                    words(activity, "places")));
        }
        return Distribution.weighted(activities, weights);
    }

    private static List<Hero> heroes(Config file) {
        List<Hero> heroes = new ArrayList<>();
        for (Config group : file.getConfigList("heroes")) {
            for (String name : words(group, "names")) {
                heroes.add(new Hero(name, group.getString("pronoun"), group.getString("possessive")));
            }
        }
        return heroes;
    }

    private static List<StoryLanguage.Animal> animals(Config file) {
        if (!file.hasPath("animals")) {
            return List.of(new StoryLanguage.Animal(UNUSED, List.of(UNUSED)));
        }
        return file.getConfigList("animals").stream()
                .map(animal -> new StoryLanguage.Animal(animal.getString("name"), words(animal, "sounds")))
                .toList();
    }

    private static List<List<String>> weathers(Config file) {
        return file.hasPath("weathers")
                ? file.getStringList("weathers").stream().map(Words::of).toList()
                : List.of(List.of(UNUSED));
    }

    private static Distribution<String> adverbs(Config file) {
        return file.hasPath("adverbs")
                ? new Distribution<>(words(file, "adverbs.words"), file.getDoubleList("adverbs.probabilities"))
                : Distribution.certain(UNUSED);
    }

    private static List<String> words(Config config, String path) {
        return config.hasPath(path) ? Words.of(config.getString(path)) : List.of(UNUSED);
    }
}
