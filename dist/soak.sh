#!/usr/bin/env bash
# Long runs, by hand: each scenario many times in a row on the lab, each followed by the lab's own check.
# usage: ./hadrill soak [--times N] [--scenarios redis_kill,primary_kill,api_kill]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

times=10 scenarios=redis_kill,primary_kill,api_kill
while [ $# -gt 0 ]; do
    case $1 in
        --times) times=${2:-} ;;
        --scenarios) scenarios=${2:-} ;;
        *) echo "hadrill: soak: unknown option '$1'; there are --times N and --scenarios A,B" >&2; exit 1 ;;
    esac
    [ $# -ge 2 ] || { echo "hadrill: soak: $1 needs a value" >&2; exit 1; }
    shift 2
done
case $times in '' | *[!0-9]* | 0) echo "hadrill: soak: --times must be a whole number > 0, was '$times'" >&2; exit 1 ;; esac

lab/lab up
./hadrill up
results=$(mktemp)
trap 'rm -f "$results"' EXIT
bad=0
for scenario in ${scenarios//,/ }; do
    for run in $(seq "$times"); do
        out=$(./hadrill run --scenario "$scenario" --report-dir drills --json) || bad=$((bad + 1))
        lab/lab check --wait 30 >/dev/null || { bad=$((bad + 1)); echo "the lab is not whole after $scenario $run"; lab/lab check || true; }
        figures=$(python3 -c '
import json, sys
d = json.loads(sys.argv[1] or "{}")
print(d.get("verdict"), *(d.get(k) for k in ("rto_sec", "rto_lo_sec", "rto_hi_sec")))' "$out")
        echo "$scenario $run/$times: $figures"
        echo "$scenario $figures" >>"$results"
    done
done

printf '\n%-14s %5s %7s %8s %8s %8s\n' scenario runs passed min median max
for scenario in ${scenarios//,/ }; do
    awk -v s="$scenario" '$1 == s' "$results" | sort -k3,3n | awk -v s="$scenario" '
        { n++; passed += $2 == "PASSED"; if ($3 != "None") rto[++m] = $3 }
        END { printf "%-14s %5d %7d %8.2f %8.2f %8.2f\n", s, n, passed, rto[1], rto[int((m + 1) / 2)], rto[m] }'
done
[ $bad = 0 ] || { echo "$bad runs did not pass or left the lab degraded" >&2; exit 1; }
