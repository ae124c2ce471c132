# What a dead member's data directory says of itself. Reads only.
set -eu
export LC_ALL=C
cd "$PGDATA"
if [ ! -f global/pg_control ] || [ "$(stat -c %a .)" = 720 ]; then # 720: see rejoin.sh
  echo 'hadrill broken: yes'
  exit 0
fi
pg_controldata .
[ ! -f standby.signal ] || echo 'hadrill standby: yes'
# A promoted member that died before its checkpoint shows its new timeline only here.
ls pg_wal | sed -n 's/^\([0-9A-F]\{8\}\)\.history$/hadrill history: \1/p' | sort | tail -n 1
