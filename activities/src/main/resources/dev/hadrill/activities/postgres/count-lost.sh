# Counts the transactions that a dead primary's log holds beyond the point where the promoted one left its timeline, and
# those of them that inserted into one relation. Reads only. pg_waldump ends with an error where valid log ends.
set -u
export LC_ALL=C
cd "$PGDATA" || exit 1
pg_waldump -p pg_wal -t "$TIMELINE" -s "$SWITCH_POINT" 2>/tmp/hadrill-end |
  awk -v relation="rel $RELATION blk" '
    { records++ }
    match($0, /tx: +[0-9]+/) { tx = substr($0, RSTART + 3, RLENGTH - 3) + 0 }
    /^rmgr: Heap/ && /desc: (INSERT|MULTI_INSERT)/ && index($0, relation) { wrote[tx] = 1 }
    /^rmgr: Transaction/ && /desc: COMMIT/ { commits++; if (tx in wrote) ledger++ }
    END { printf "records %d\ncommits %d\nledger %d\n", records, commits, ledger }'
printf 'end %s\n' "$(head -n 1 /tmp/hadrill-end)"
