#!/usr/bin/env bash
# The shared installation, from its images to its end: a drill through it; a second one in whose middle the Temporal server is
# killed with -9; what is told outward; the history saved, lost and brought back. Called by ./hadrill soak --suite shared, by hand.
# SOAK_LAB names the lab folder of another checkout, where the lab that runs here belongs to that one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

lab=$(cd "${SOAK_LAB:-lab}" && pwd)
work=$PWD/dist/target/soak-shared
export SHARED_LOCAL=$work/installation HADRILL_DATA=$work/data HADRILL_STACKS=$work/stacks
unset TEMPORAL_PROFILE TEMPORAL_CONFIG_FILE TEMPORAL_NAMESPACE

say() { printf '%(%H:%M:%S)T shared: %s\n' -1 "$*"; }
fail() { say "FAILED: $*"; exit 1; }
await() { # await SECONDS COMMAND...
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$until" ] || return 1
        sleep 0.1
    done
}
field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get(sys.argv[2]))' "$1" "$2"; }
history() { shared/shared compose exec -T history psql -U hadrill -d hadrill -Atc "$1"; }
server() { docker inspect --format "{{.State.$1}}" "$(shared/shared compose ps -aq temporal)"; }
server_is_another() { [[ $(server Pid) != 0 && $(server Pid) != "$pid" ]]; }
told() { grep -q -F "drill_verdict_$1 PASSED" "$work/told"; }
# A worker that reads the history, and knows of a drill that passed.
measures() { grep -q -E '^hadrill_last_verdict\{.*verdict="PASSED".*\} 1' <<<"$(curl -fsS -m 3 "http://127.0.0.1:$1/metrics")"; }
someone_is_dead() { [ -n "$(docker ps -q --filter label=com.docker.compose.project=freesdn --filter status=exited -a)" ]; }

down() {
    local code=$?
    trap - EXIT
    if [ "$code" != 0 ]; then
        shared/shared compose ps -a || true
        shared/shared compose logs --tail 15 temporal-schema temporal temporal-namespace worker-1 worker-2 || true
    fi
    [ ! -r "$SHARED_LOCAL/env" ] || shared/shared down --data >/dev/null 2>&1 || true
    [ -z "${receiver:-}" ] || kill "$receiver" 2>/dev/null || true
    say "left behind: $(docker ps -aq --filter label=com.docker.compose.project=hadrill-soak | wc -l) containers, $(docker volume ls -q --filter label=com.docker.compose.project=hadrill-soak | wc -l) volumes"
    exit "$code"
}
trap down EXIT

"$lab/lab" up
mkdir -p "$work/stacks" "$work/data"
sed "s|dir: ../lab|dir: $lab|" stacks/freesdn.yaml >"$work/stacks/freesdn.yaml"
shared/shared init COMPOSE_PROJECT_NAME=hadrill-soak SHARED_TEMPORAL_PORT=27233 SHARED_UI_PORT=28233 SHARED_HISTORY_PORT=35433 \
    SHARED_METRICS_PORT=29464 SHARED_WEBHOOK_URL=http://127.0.0.1:29466/hadrill SHARED_STACKS="$work/stacks" SHARED_STACK_DIR="$lab"
shared/shared images
python3 dist/soak-receiver.py 29466 "$SHARED_LOCAL/secrets/webhook_secret" >"$work/told" &
receiver=$!
begun=$SECONDS
shared/shared up || fail "the installation did not come up"
say "healthy after $((SECONDS - begun)) s"
eval "$(shared/shared environment)"
./hadrill status || fail "hadrill status does not find the installation whole"
curl -fsS -o /dev/null http://127.0.0.1:28233/healthz || fail "the UI does not answer"
published=$(shared/shared compose ps --format '{{.Ports}}' | tr ',' '\n' | grep -e '->' | grep -v -F 127.0.0.1: || true)
[ -z "$published" ] || fail "published beyond loopback: $published"
# Inside the containers' descriptions and arguments there is no password.
for id in $(shared/shared compose ps -aq); do
    ! docker inspect "$id" | grep -q -F -f <(awk 1 "$SHARED_LOCAL"/secrets/*) || fail "a secret in the description of $id"
done

say "first drill"
./hadrill run --scenario redis_kill --report-dir "$work/drills" --json >"$work/first.json" || fail "the first drill did not pass: $(cat "$work/first.json")"
say "first drill: $(field "$work/first.json" verdict), $(field "$work/first.json" reason)"
await 60 told "$(field "$work/first.json" drill_id)" || fail "the webhook was not told of the first drill: $(cat "$work/told")"
for port in 29464 29465; do
    await 60 measures "$port" || fail "the worker's metrics on port $port do not show the drill that passed"
done
say "first drill: told to the webhook, and in the metrics of both workers"
"$lab/lab" check --wait 60 >/dev/null || fail "the lab is not whole after the first drill"

say "second drill, with the server killed in its middle"
./hadrill run --scenario redis_kill --report-dir "$work/drills" --json >"$work/second.json" 2>"$work/second.err" &
run=$!
await 120 someone_is_dead || fail "the second drill did no harm within 120 s: $(cat "$work/second.err")"
pid=$(server Pid) before=$(server StartedAt)
kill -9 "$pid" || fail "the server's process $pid cannot be killed by $(id -un): run this as root"
say "server killed: process $pid, up since $before"
await 60 server_is_another || fail "the server was not restarted by its policy within 60 s"
status=0
wait "$run" || status=$?
[ "$(server StartedAt)" != "$before" ] || fail "the server was not restarted by its policy"
id=$(field "$work/second.json" drill_id)
rows=$(history "SELECT count(*) FROM drill WHERE drill_id = '$id'")
say "server up again since $(server StartedAt), restarted $(docker inspect --format '{{.RestartCount}}' "$(shared/shared compose ps -q temporal)") times"
say "second drill: exit $status, $(field "$work/second.json" verdict), $(field "$work/second.json" reason)"
say "second drill: $rows row(s) in the history, $(history 'SELECT count(*) FROM drill') drills in all"
[ "$rows" = 1 ] || fail "expected exactly one row of drill $id"
[[ $status = 0 && $(field "$work/second.json" verdict) = PASSED ]] ||
    fail "the second drill did not pass, though only the server died: $(cat "$work/second.json" "$work/second.err")"
await 60 told "$id" || fail "the webhook was not told of the second drill"
"$lab/lab" check --wait 90 || fail "the lab is not whole after the second drill"

say "backup, loss, restore"
rm -rf "$work/backup"
history 'CREATE ROLE soak_analyst LOGIN IN ROLE hadrill_analyst' >/dev/null
./hadrill history --json >"$work/before.json"
shared/shared backup "$work/backup/"
history 'DROP TABLE drill CASCADE' >/dev/null
history 'DROP ROLE soak_analyst' >/dev/null
! ./hadrill history --json >/dev/null 2>&1 || fail "the history was not lost, so that nothing is shown by restoring it"
shared/shared restore "$work/backup"
./hadrill history --json >"$work/after.json"
cmp "$work/before.json" "$work/after.json" || fail "the history is not what it was"
# Trends leave a drill out whose observation was taken over, as the killed server may have made of the second.
[ "$(history 'SET ROLE soak_analyst; SET hadrill.engine_died = include; SELECT count(*) >= 2 FROM rto_trend' | tail -n 1)" = t ] || fail "the analyst was not restored, or cannot read the views"
! history 'SET ROLE soak_analyst; SELECT count(*) FROM drill' >/dev/null 2>&1 || fail "the analyst reads more than the views"
await 60 shared/shared status >/dev/null || fail "not everything is healthy after the restore"
say "the history shows the same $(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))))' "$work/after.json") drills after the restore"
