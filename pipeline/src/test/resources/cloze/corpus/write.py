"""Writes the Parquet files of this folder with pyarrow 25.0.1: python write.py FOLDER."""

import sys
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

folder = sys.argv[1]
texts = ["A river.", "A mountain."]


def write(name, table, **options):
    pq.write_table(table, f"{folder}/{name}.parquet", **options)


write("null-text", pa.table({"text": pa.nulls(2), "id": ["a", "b"]}))
write("null-id", pa.table({"text": texts, "id": pa.nulls(2)}))
write("null-without-statistics", pa.table({"text": pa.nulls(2)}), write_statistics=False)
write("dictionary", pa.table({"text": pa.array(texts).dictionary_encode(), "id": [1, 2]}))
write("large-string", pa.table({"text": pa.array(texts, pa.large_string()), "id": pa.array([1, 2], pa.uint64())}))
write("string-view", pa.table({"text": pa.array(texts, pa.string_view())}))
write("binary", pa.table({"text": pa.array(texts, pa.binary()), "id": [Decimal("1.50"), Decimal("2.25")]}))
for codec in ["brotli", "lz4", "zstd", "snappy", "gzip"]:
    write(codec, pa.table({"text": texts}), compression=codec)
