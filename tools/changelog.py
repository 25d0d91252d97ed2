"""Fail when the code has changed since the published branch, and CHANGELOG.md says nothing of it."""

from __future__ import annotations

import subprocess
import sys

PUBLISHED = "origin/main"
CODE = ["quotes", "alembic"]


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git here."""
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)  # noqa: S607, git is git


def main() -> int:
    """Compare with the commit where this branch left the published one; without one there is nothing to compare."""
    base = git("merge-base", PUBLISHED, "HEAD")
    if base.returncode:
        return 0
    changed = git("diff", "--name-only", base.stdout.strip(), "--", *CODE).stdout
    told = git("diff", "--name-only", base.stdout.strip(), "--", "CHANGELOG.md").stdout
    if changed and not told:
        print("error: the code has changed and CHANGELOG.md has not", file=sys.stderr)
        print("hint: say under Unreleased, in one line, what a user will notice", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
