#!/bin/sh
# Temporal's two databases and their schema, made or brought up to this version; nothing happens where all is done.
set -eu
SQL_PASSWORD=$(cat /run/secrets/temporal_db_password)
export SQL_PASSWORD
for pair in temporal:temporal temporal_visibility:visibility; do
    temporal-sql-tool --db "${pair%:*}" create
    temporal-sql-tool --db "${pair%:*}" setup-schema -v 0.0
    temporal-sql-tool --db "${pair%:*}" update-schema --schema-name "postgresql/v12/${pair#*:}"
done
