#!/usr/bin/env bash
# Chromium and its driver for the tests of pages, from this machine's own package sources; apt keeps what it fetched.
set -euo pipefail

die() { echo "chromium: $*" >&2; exit 1; }
here() { { command -v chromium || command -v chromium-browser || command -v google-chrome; } && command -v chromedriver; } >/dev/null 2>&1

here && exit 0
command -v apt-get >/dev/null || die "no chromium or chromedriver on the PATH: install both (only Debian is done for you)"
[ "$(id -u)" = 0 ] || die "no chromium or chromedriver on the PATH and you are $(id -un): install Debian's chromium and chromium-driver, or run this as root"

log=$(mktemp)
timeout 180 apt-get -qq update >"$log" 2>&1 || echo "chromium: some package sources did not answer; going on with the others" >&2
echo "chromium: installing chromium and chromium-driver (about 120 MB)"
DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq --no-install-recommends -o APT::Keep-Downloaded-Packages=true \
    chromium chromium-driver fonts-dejavu-core >>"$log" 2>&1 </dev/null ||
    die "apt-get install chromium chromium-driver: $(grep -m 1 '^E:' "$log" || tail -n 1 "$log") (log: $log)"
rm -f "$log"
hash -r
here || die "apt-get installed chromium and chromium-driver, but they are not on the PATH: $PATH"
