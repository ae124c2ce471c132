#!/usr/bin/env bash
# All that CI runs, with the time of each suite: `./hadrill test` calls this with a JDK in JAVA_HOME.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A platform of its own, beside one that may be up: other folders, other ports.
export HADRILL_DATA=$PWD/dist/target/test-data HADRILL_STACKS=$PWD/dist/target/test-stacks
export HADRILL_TEMPORAL_PORT=17233 HADRILL_UI_PORT=18233 HADRILL_HISTORY_PORT=25433 HADRILL_METRICS_PORT=19464
unset HADRILL_HISTORY_URL TEMPORAL_ADDRESS TEMPORAL_PROFILE TEMPORAL_CONFIG_FILE

times=()
timed() {
    local suite=$1 begun=$SECONDS
    shift
    printf '\n== %s\n' "$suite"
    "$@"
    times+=("$(printf '%5d s  %s' $((SECONDS - begun)) "$suite")")
}

# What a stranger does first: quickstart on this clone, and once more.
quickstart() { ./hadrill quickstart --report-dir dist/target/drills; }
quickstart_again() {
    local begun=$SECONDS printed
    printed=$(./hadrill quickstart --report-dir dist/target/drills --json)
    [[ $printed == '{"addresses":{"temporal":"127.0.0.1:17233",'*'"verdict":"PASSED"'* && $printed != *$'\n'* ]] ||
        { echo "quickstart --json printed: $printed" >&2; return 1; }
    [ $((SECONDS - begun)) -lt 60 ] || { echo "the second quickstart took $((SECONDS - begun)) s, expected < 60" >&2; return 1; }
}

# Stacks that must be refused, beside the one that ships.
stacks() {
    mkdir -p "$HADRILL_STACKS"
    local dir=$PWD/lab file=stacks/freesdn.yaml out=$HADRILL_STACKS
    sed "s|dir: ../lab|dir: $dir|" "$file" >"$out/freesdn.yaml"
    # Not refused: its followers are behind when the target dies, so that acknowledged writes are lost.
    sed "s|^name: freesdn|name: behind|; s|{type: kill_container}|{type: kill_behind_replication, held_for: 2s}|; s|rpo_budget: {[^}]*}|rpo_budget: {writes: 10, time: 1s}|" \
        "$out/freesdn.yaml" >"$out/behind.yaml"
    sed "s|^name: freesdn|name: production|; s|^production: false|production: true|" "$out/freesdn.yaml" >"$out/production.yaml"
    sed "s|^name: freesdn|name: remotedocker\ndocker_host: tcp://203.0.113.8:2375|" "$out/freesdn.yaml" >"$out/remotedocker.yaml"
    sed "s|^name: freesdn|name: foreign|; s|project: freesdn|project: otherproject|" "$out/freesdn.yaml" >"$out/foreign.yaml"
}

# Without a browser they fail: what nobody looked at is not known to be well.
pages() {
    dist/chromium.sh || true
    mvn -B -ntp test -pl activities -am -Dgroups=browser -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false
}

engine_before=no
docker version >/dev/null 2>&1 && engine_before=yes
stop() {
    printf '\n== time of each suite that ended well\n'
    printf '%s\n' "${times[@]}"
    ./hadrill down || true
    lab/lab down || true
    [ $engine_before = yes ] || lab/lab engine-down || true
}
trap stop EXIT

stacks
timed "quickstart, first" quickstart
timed "quickstart, second" quickstart_again
timed "accuracy of the measuring, short" ./hadrill bench accuracy --outages 21
timed "unit and workflow tests, formatter, module direction" mvn -B -ntp verify
timed "pages in a browser" pages
timed "drills in the lab" mvn -B -ntp test -pl dist -am -Dgroups=lab -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false
