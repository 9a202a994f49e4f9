package dev.vmsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmsh.scenario.Desk.Answer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may change an environment, and when: locks of people, leases of processes, lifetimes and guards. */
@ParameterizedClass
@MethodSource("dev.vmsh.scenario.Places#all")
class LockStoryTest {
    private static final Instant NOW = Instant.parse("2024-01-08T00:00:00Z");
    /** No process of this machine has it: the kernel's largest is far below. */
    private static final long DEAD = 2_000_000_000L;

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Desk alice;
    private Desk bob;

    @BeforeEach
    void open() {
        alice = new Desk(folder, place, NOW, "pinned_environments: [keep]\n");
        alice.full("a", "SELECT 1 AS id");
        alice.plan("prod");
        alice.plan("dev");
        bob = alice.colleague("bob");
    }

    /** What a process that holds an environment leaves behind when it is killed. */
    private void leave(String environment, String user, String host, long process, String until) {
        alice.inState(
                "insert into vmsh.lease_fences values ('%s', 900) on conflict (resource) do update set fence = 900"
                        .formatted(environment));
        alice.inState(
                "insert into vmsh.leases values ('%s', 900, false, '%s', '%s', %d, 'plan p1', now(), now(), now() + interval '%s')"
                        .formatted(environment, user, host, process, until));
    }

    @Test
    void aLockKeepsOthersOutAndTellsThemWho() {
        assertThat(alice.type("lock", "dev").code()).isZero();
        alice.full("a", "SELECT 2 AS id");

        Answer refused = bob.planFails("dev");

        assertThat(refused.err())
                .contains("'dev' is locked by alice@desk since 20")
                .contains("unlock dev --take");
        assertThat(bob.rows("select id from s__dev.a")).containsExactly("1");
        assertThat(bob.environment("dev").get("locked_by").asText()).startsWith("alice@desk (lock) since ");
        assertThat(bob.environment("prod").get("locked_by").isNull()).isTrue();
        assertThat(bob.json("status", "--env", "dev").get("locked_by").asText()).contains("alice@desk");
    }

    @Test
    void whoLockedAnEnvironmentMayGoOnChangingIt() {
        alice.type("lock", "dev");
        alice.full("a", "SELECT 2 AS id");

        assertThat(alice.plan("dev").batches()).isEqualTo(1);
        assertThat(alice.type("lock", "dev").code()).isZero();
    }

    @Test
    void aLockIsGivenBackOrTakenAway() {
        alice.type("lock", "dev");

        assertThat(bob.type("unlock", "dev").code()).isEqualTo(2);
        assertThat(bob.type("unlock", "dev", "--take").code()).isZero();
        assertThat(bob.type("unlock", "dev", "--take").err()).contains("was not locked");
        bob.full("a", "SELECT 3 AS id");
        assertThat(bob.plan("dev").batches()).isEqualTo(1);
    }

    @Test
    void aLockAlsoKeepsOutInvalidationTheJanitorAndDestruction() {
        alice.type("lock", "dev");

        assertThat(bob.type("invalidate", "dev").err()).contains("locked by alice@desk");
        assertThat(bob.type("destroy", "--yes").err()).contains("locked by alice@desk");
        Answer cleaned = bob.at("2030-01-01").type("janitor");
        assertThat(cleaned.err()).contains("locked by alice@desk");
        assertThat(bob.environment("dev")).isNotNull();
        assertThat(bob.rows("select id from s__dev.a")).containsExactly("1");
    }

    @Test
    void whatADeadProcessOfThisMachineHeldIsTakenOverAtOnce() {
        leave("dev", "bob", "desk", DEAD, "1 hour");
        alice.full("a", "SELECT 2 AS id");

        assertThat(alice.plan("dev").batches()).isEqualTo(1);
    }

    @Test
    void whatAProcessOfAnotherMachineHoldsIsLeftToIt() {
        leave("dev", "bob", "elsewhere", DEAD, "1 hour");
        alice.full("a", "SELECT 2 AS id");

        Answer refused = alice.planFails("dev");

        assertThat(refused.err()).contains("in use by bob@elsewhere").contains("plan p1");
        assertThat(alice.rows("select id from s__dev.a")).containsExactly("1");
    }

    @Test
    void waitingHelpsOnceTheLeaseHasRunOut() {
        leave("dev", "bob", "elsewhere", DEAD, "1 second");
        alice.full("a", "SELECT 2 AS id");

        assertThat(alice.plan("dev", "--wait", "20").batches()).isEqualTo(1);
    }

    @Test
    void anEnvironmentLivesLongerWhenItIsExtended() {
        alice.type("extend", "dev", "--ttl", "in 3 weeks");

        assertThat(alice.environment("dev").get("expires_at").asText()).startsWith("2024-01-29");
        assertThat(alice.type("extend", "prod", "--ttl", "in 3 weeks").err()).contains("prod never expires");
        assertThat(alice.type("extend", "nobody", "--ttl", "in 3 weeks").code()).isEqualTo(2);
        assertThat(alice.type("extend", "dev", "--ttl", "3 weeks ago").code()).isNotZero();
    }

    @Test
    void aPinnedEnvironmentNeverGoes() {
        alice.plan("keep");

        assertThat(alice.environment("keep").get("expires_at").isNull()).isTrue();
        assertThat(alice.type("invalidate", "keep").err()).contains("pinned");
        alice.at("2030-01-01").type("janitor");
        assertThat(alice.environment("keep")).isNotNull();
        assertThat(alice.environment("dev")).isNull();
    }

    @Test
    void prodIsNotChangedByAScriptThatDoesNotSaySo() {
        alice.full("a", "SELECT 2 AS id");

        assertThat(alice.type("plan", "prod").code()).isEqualTo(2);
        assertThat(alice.type("invalidate", "prod").code()).isEqualTo(2);
        assertThat(alice.rows("select id from s.a")).containsExactly("1");
        assertThat(alice.type("plan", "prod", "--yes").code()).isZero();
        assertThat(alice.rows("select id from s.a")).containsExactly("2");
    }

    @Test
    void noGapsRefusesAPromotionThatWouldLeaveAHole() {
        String days =
                "FROM generate_series(CAST('2024-01-01' AS TIMESTAMP), CAST('2024-12-31' AS TIMESTAMP), INTERVAL '1' DAY) AS t(d) WHERE CAST(d AS DATE) BETWEEN @start_date AND @end_date";
        alice.model(
                "i", "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)", "SELECT CAST(d AS DATE) AS ds, 1 AS v " + days);
        alice.plan("dev");
        alice.model(
                "i", "kind INCREMENTAL_BY_TIME_RANGE (time_column ds)", "SELECT CAST(d AS DATE) AS ds, 2 AS v " + days);

        Answer refused = alice.planFails("dev", "--start", "2024-01-05", "--no-gaps");

        assertThat(refused.err()).contains("s.i lacks 2024-01-01T00:00:00Z to 2024-01-05T00:00:00Z");
        assertThat(alice.rows("select distinct v from s__dev.i")).containsExactly("1");
        assertThat(alice.plan("dev", "--no-gaps").batches()).isEqualTo(1);
    }
}
