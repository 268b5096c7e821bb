#!/usr/bin/env bash
# Build the site with the newest other Python that is installed, and compare every byte with that of .venv's Python in site/.
# Without another one nothing is compared. Name one: OTHER_PYTHON=/path/to/python3.14 tests/other_python.sh
# `make pythons` builds site/ before, on the same day: SOURCE_DATE_EPOCH.
set -euo pipefail
cd "$(dirname "$0")/.."

version() { "$1" -c 'import sys; print("3.%02d" % sys.version_info[1] if sys.version_info >= (3, 11) else "")' 2> /dev/null; }

own=$(version .venv/bin/python)
newest=$own other=
for python in "${OTHER_PYTHON:-}" python3.{11..19} "$HOME"/.pyenv/versions/*/bin/python; do
  found=$(version "$python" || true)
  if [[ -n "$found" && "$found" != "$own" && ( -z "$other" || "$found" > "$newest" ) ]]; then newest=$found other=$python; fi
  if [[ -n "$other" && -n "${OTHER_PYTHON:-}" ]]; then break; fi
done
if [[ -z "$other" ]]; then
  echo "There is no other Python than ${own/.0/.} here to compare with: the bytes of two were not compared."
  exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$other" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
git clone --quiet . "$folder/project"
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents --target-directory "$folder/project"
(cd "$folder/project" && "$folder/venv/bin/python" -c 'from toolkit.app.cli import main; main()' site > /dev/null)
.venv/bin/python tests/compare_builds.py site "$folder/project/site"
echo "Python ${own/.0/.} and ${newest/.0/.} build the same bytes."
