#!/bin/sh
# The worker as process 1; what is secret comes from files into its own environment.
set -eu
HADRILL_HISTORY_PASSWORD=$(cat /run/secrets/history_password)
HADRILL_METRICS_PORT=$((METRICS_PORT + METRICS_WORKER - 1)) # on 127.0.0.1, as every worker's
export HADRILL_HISTORY_PASSWORD HADRILL_METRICS_PORT
if [ -z "${TEMPORAL_CONFIG_FILE:-}" ]; then
    export TEMPORAL_ADDRESS="$OWN_TEMPORAL" TEMPORAL_NAMESPACE="$OWN_NAMESPACE"
fi
exec java -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
    -cp "$HADRILL_HOME/lib/*" dev.hadrill.worker.WorkerMain
