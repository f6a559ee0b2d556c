"""Which rows of a file were seen, by key: thirteen bytes a row, not a hundred.

A million keys in a dict take a hundred megabytes; here they lie in arrays, as an open
hash table. A number is its own key; anything else is 63 bits of its digest.
"""

from __future__ import annotations

import hashlib
import struct
from array import array
from typing import Final

_DIGEST: Final = 1 << 63
_SPREAD: Final = 0x9E3779B97F4A7C15
_SMALLEST: Final = 1 << 12
_KEYS, _ROWS = "Q", "I"
_HEAD: Final = struct.Struct("<I")


def number_of(key: str) -> int:
    """A key of ``folding.key_of`` as an integer of 64 bits."""
    if key[0] == "+" and key[1:].isdecimal():
        return int(key[1:])
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") | _DIGEST


class Index:
    """The keys of one piece of the plan, each with its row and its class."""

    def __init__(self) -> None:
        self.keys = array(_KEYS)
        self.rows = array(_ROWS)
        self.classes = bytearray()

    def add(self, key: int, row: int, of_class: int) -> None:
        self.keys.append(key)
        self.rows.append(row)
        self.classes.append(of_class)

    def pack(self) -> bytes:
        head = _HEAD.pack(len(self.rows))
        return b"".join((head, self.keys.tobytes(), self.rows.tobytes(), self.classes))

    @classmethod
    def unpack(cls, packed: bytes | memoryview) -> Index:
        content = bytes(packed)
        (count,) = _HEAD.unpack_from(content)
        found, keys_end = cls(), _HEAD.size + 8 * count
        found.keys.frombytes(content[_HEAD.size : keys_end])
        found.rows.frombytes(content[keys_end : keys_end + 4 * count])
        found.classes.extend(content[keys_end + 4 * count :])
        return found


class Seen:
    """Row and class of each key so far."""

    def __init__(self) -> None:
        self._count = 0
        self._make(_SMALLEST)

    def __len__(self) -> int:
        return self._count

    def find(self, key: int) -> tuple[int, int] | None:
        """Row and class; None for a key that was not seen."""
        slot = self._slot_of(key)
        row = self._rows[slot]
        return (row, self._classes[slot]) if row else None

    def put(self, key: int, row: int, of_class: int) -> None:
        """See a key, anew or for the first time. Rows count from 1."""
        slot = self._slot_of(key)
        if not self._rows[slot]:
            self._count += 1
        self._keys[slot], self._rows[slot] = key, row
        self._classes[slot] = of_class
        if self._count * 3 > len(self._rows) * 2:
            self._grow()

    def learn(self, index: Index) -> None:
        """See all rows of a piece."""
        for key, row, of_class in zip(
            index.keys, index.rows, index.classes, strict=True
        ):
            self.put(key, row, of_class)

    def _make(self, slots: int) -> None:
        self._mask = slots - 1
        self._keys = array(_KEYS, bytes(8 * slots))
        self._rows = array(_ROWS, bytes(4 * slots))
        self._classes = bytearray(slots)

    def _slot_of(self, key: int) -> int:
        """Where the key is, or where it would be."""
        keys, rows, mask = self._keys, self._rows, self._mask
        slot = (key * _SPREAD >> 40) & mask
        while rows[slot] and keys[slot] != key:
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        keys, rows, classes = self._keys, self._rows, self._classes
        self._make(2 * len(rows))
        for key, row, of_class in zip(keys, rows, classes, strict=True):
            if row:
                slot = self._slot_of(key)
                self._keys[slot], self._rows[slot] = key, row
                self._classes[slot] = of_class
