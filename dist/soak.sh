#!/usr/bin/env bash
# Long runs, by hand: ten quiet minutes in which no outage may be found; each scenario many times in a row on the lab, each
# followed by the lab's own check; one scenario at several probe rates, which must not change what is measured.
# The suite shared stands for itself: the shared installation (dist/soak-shared.sh), whose Temporal server is killed.
# usage: ./hadrill soak [--suite all|quiet|drills|rates|shared] [--times N] [--scenarios A,B] [--quiet-for 10m]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

suite=all times='' scenarios=redis_kill,primary_kill,api_kill quiet_for=10m
fail() { echo "hadrill: soak: $*" >&2; exit 1; }
while [ $# -gt 0 ]; do
    case $1 in
        --suite) suite=${2:-} ;;
        --times) times=${2:-} ;;
        --scenarios) scenarios=${2:-} ;;
        --quiet-for) quiet_for=${2:-} ;;
        *) fail "unknown option '$1'; there are --suite all|quiet|drills|rates|shared, --times N, --scenarios A,B and --quiet-for 10m" ;;
    esac
    [ $# -ge 2 ] || fail "$1 needs a value"
    shift 2
done
case $suite in
    all | quiet | drills | rates) ;;
    shared) exec dist/soak-shared.sh ;;
    *) fail "--suite must be all, quiet, drills, rates or shared, was '$suite'" ;;
esac
case $times in *[!0-9]* | 0) fail "--times must be a whole number > 0, was '$times'" ;; esac

lab/lab up
./hadrill up
results=$(mktemp)
trap 'rm -f "$results"' EXIT
bad=0

# One drill and the lab's check after it; its figures as a line of the results: label, verdict, rto, lo, hi.
drill() {
    local label=$1 out figures
    shift
    out=$(./hadrill run "$@" --report-dir drills --json) || bad=$((bad + 1))
    lab/lab check --wait 30 >/dev/null || { bad=$((bad + 1)); echo "the lab is not whole after $label"; lab/lab check || true; }
    figures=$(python3 -c '
import json, sys
d = json.loads(sys.argv[1] or "{}")
print(d.get("verdict"), *(d.get(k) for k in ("rto_sec", "rto_lo_sec", "rto_hi_sec")))' "$out")
    echo "$label $run/$n: $figures"
    echo "$label $figures" >>"$results"
}

quiet() {
    local out
    echo "quiet: the load balancer for $quiet_for, with nothing happening"
    out=$(./hadrill observe --url http://127.0.0.1:18080/api/v1/health/ready --for "$quiet_for" --report-dir drills --json) ||
        { bad=$((bad + 1)); return; }
    python3 -c '
import json, sys
d = json.loads(sys.argv[1])
p = d["probes"]["service"]
print("quiet: %d outages, %d of %d probes bad, %d gaps, lag p99 %.1f ms" % (len(d["outages"]), p["bad"], p["total"], p["gaps"], p["lag_ms"]["p99"]))
for outage in d["outages"]:
    print("quiet: false outage", json.dumps(outage))
sys.exit(len(d["outages"]) > 0 or p["total"] == 0)' "$out" || bad=$((bad + 1))
}

drills() {
    local n=${times:-10} scenario
    for scenario in ${scenarios//,/ }; do
        for run in $(seq "$n"); do
            drill "$scenario" --scenario "$scenario"
        done
    done
    printf '\n%-14s %5s %7s %8s %8s %8s\n' scenario runs passed min median max
    for scenario in ${scenarios//,/ }; do
        awk -v s="$scenario" '$1 == s' "$results" | sort -k3,3n | awk -v s="$scenario" '
            { n++; passed += $2 == "PASSED"; if ($3 != "None") rto[++m] = $3 }
            END { printf "%-14s %5d %7d %8.2f %8.2f %8.2f\n", s, n, passed, rto[1], rto[int((m + 1) / 2)], rto[m] }'
    done
}

# The rates take turns, so that the lab's own drift falls on all of them.
rates() {
    local n=${times:-5} interval
    for run in $(seq "$n"); do
        for interval in 500ms 50ms 20ms; do
            drill "every_$interval" --scenario redis_kill --probe-interval "$interval"
        done
    done
    python3 dist/rates.py <"$results" || bad=$((bad + 1))
}

for part in quiet drills rates; do
    case $suite in all | "$part") "$part" ;; esac
done
[ $bad = 0 ] || { echo "$bad runs did not pass, found a false outage or left the lab degraded" >&2; exit 1; }
