#!/bin/sh
# The namespace and the search attributes by which drills are listed; nothing happens where they are there.
set -eu
tries=0
until temporal operator cluster health >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || { echo "Temporal at $TEMPORAL_ADDRESS does not serve" >&2; exit 1; }
    sleep 1
done
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"

# A new namespace is known to every part of the server within some seconds.
tries=0
until known=$(temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" 2>&1); do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || { echo "$known" >&2; exit 1; }
    sleep 1
done
for attribute in HadrillStack:Keyword HadrillScenario:Keyword HadrillRelease:Keyword HadrillVerdict:Keyword HadrillRtoMs:Int; do
    case $known in *"${attribute%:*} "*) continue ;; esac
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "${attribute%:*}" --type "${attribute#*:}"
done
