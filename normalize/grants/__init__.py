"""Lists of grants: the financial annexes and tables that say who receives what, and for what.

The rule: a table is one where its header names a column of beneficiaries and a column of the sum
granted, in the words of `data/grants.toml`; its figures must be sums.  A table without a header
is one only where it has the columns of the list before it.
"""

from __future__ import annotations

from normalize.grants.read import read

__all__ = ["read"]
