package org.mpmlab.core.capacity.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mpmlab.core.capacity.box.TargetReader;
import org.mpmlab.core.capacity.profile.SyntheticRuns;
import org.mpmlab.core.capacity.recommend.Recommendation;
import org.mpmlab.core.capacity.snippet.Platform;
import org.mpmlab.core.run.Json;
import org.mpmlab.core.run.Run;
import org.mpmlab.core.scenario.ShippedLibrary;

class AnswersTest {
    private static final Run RUN = SyntheticRuns.of(ShippedLibrary.catalogue("capacity.yaml"), load -> true);

    private static Answer answer(String target, Optional<Platform> platform, Optional<Answers.Current> current) {
        return Answers.of(RUN, "hello", TargetReader.option("--target", target), platform, current);
    }

    @Test
    void theRecommendationIsComparedToItsStacksPeersAndToTheUsersOwn() {
        Answer answer = answer(
                "cpus=2,memory=2GiB,keepalive-connections=3000",
                Optional.of(Platform.DEBIAN),
                Optional.of(new Answers.Current("mine.conf", "ThreadsPerChild 25\nMaxRequestWorkers 100\n")));
        Recommendation found = answer.advice().recommendation().orElseThrow();
        assertThat(found.stack().name()).isEqualTo("event+fpm");
        assertThat(answer.arms())
                .extracting(Arm::name)
                .containsExactly("httpd", "debian", "plesk", "cpanel", "published-16x64", "current");
        assertThat(answer.arms().get(5).assessment().pool().workers()).isEqualTo(100);
        assertThat(found.assessment().heldConnections().value()).isGreaterThanOrEqualTo(3000);
        assertThat(answer.instructions().orElseThrow().platform()).isEqualTo(Platform.DEBIAN);
    }

    @Test
    void whatTheTargetNeedsIsInstalledToo() {
        assertThat(debian("cpus=2,memory=2GiB,needs=http2")).contains("a2enmod http2");
        assertThat(debian("cpus=2,memory=2GiB")).doesNotContain("a2enmod http2");
    }

    private static List<String> debian(String target) {
        return answer(target, Optional.of(Platform.DEBIAN), Optional.empty())
                .instructions()
                .orElseThrow()
                .commands();
    }

    /** A prefork user's file is not measured as settings of event, nor with the lab's pool of PHP-FPM. */
    @Test
    void theUsersOwnSettingsKeepTheirMpmAndTheProgramsDefaults() {
        Arm own = current("<IfModule mpm_prefork_module>\nMaxRequestWorkers 100\n</IfModule>\n");
        assertThat(own.assessment().stack().name()).isEqualTo("prefork+mod_php");
        assertThat(own.assessment().pool().workers()).isEqualTo(100);
        assertThat(own.notes())
                .contains(
                        "Read as settings of prefork+mod_php.",
                        "It does not say, so that the programs' defaults count: KeepAlive On, KeepAliveTimeout 5, "
                                + "MaxKeepAliveRequests 100");

        Arm silent = current("KeepAliveTimeout 3\n");
        assertThat(silent.assessment().stack().name()).isEqualTo("event+fpm");
        assertThat(silent.assessment().pool().workers()).as("httpd's default").isEqualTo(400);
        assertThat(silent.assessment().pool().phpProcesses())
                .as("Debian's pool")
                .isEqualTo(5);
    }

    private static Arm current(String text) {
        return answer(
                        "cpus=2,memory=2GiB,keepalive-connections=3000",
                        Optional.empty(),
                        Optional.of(new Answers.Current("mine.conf", text)))
                .arms()
                .get(5);
    }

    @Test
    void anAnswerIsWrittenWithWhatItRestsOn() {
        JsonNode json = Json.MAPPER.valueToTree(answer("cpus=2,memory=2GiB", Optional.empty(), Optional.empty()));
        assertThat(json.at("/schema").intValue()).isEqualTo(1);
        assertThat(json.at("/advice/recommendation/stack").textValue()).isNotEmpty();
        assertThat(json.at("/advice/recommendation/assessment/bounds")).isNotEmpty();
        assertThat(json.at("/measured/0/profile/memory/perThreadBytes/value").doubleValue())
                .isPositive();
    }

    @Test
    void aBoxThatHoldsNothingGetsNoRecommendationAndReasons() {
        Answer answer = answer("cpus=2,memory=8MiB", Optional.empty(), Optional.empty());
        assertThat(answer.advice().recommendation()).isEmpty();
        assertThat(answer.advice().rejections()).hasSize(3);
        assertThat(answer.arms()).isEmpty();
    }
}
