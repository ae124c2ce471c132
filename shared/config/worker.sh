#!/bin/sh
# The worker as process 1; what is secret comes from files into its own environment.
set -eu
HADRILL_HISTORY_PASSWORD=$(cat /run/secrets/history_password)
export HADRILL_HISTORY_PASSWORD
if [ -z "${TEMPORAL_CONFIG_FILE:-}" ]; then
    export TEMPORAL_ADDRESS="$OWN_TEMPORAL" TEMPORAL_NAMESPACE="$OWN_NAMESPACE"
fi
exec java -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED \
    -cp "$HADRILL_HOME/lib/*" dev.hadrill.worker.WorkerMain
