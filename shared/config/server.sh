#!/bin/sh
# The server as process 1; its password comes from a file into its own environment and into no container's description.
set -eu
POSTGRES_PWD=$(cat /run/secrets/temporal_db_password)
TEMPORAL_BROADCAST_ADDRESS=$(getent hosts "$(hostname)" | awk '{print $1; exit}')
export POSTGRES_PWD TEMPORAL_BROADCAST_ADDRESS
exec temporal-server start
