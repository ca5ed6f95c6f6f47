"""The floor: a bare DuckDB join on the ID column. `python bare_join.py HOUSEHOLD SCHOOL ELSEWHERE OUT`."""

import sys

import duckdb


def main(household: str, school: str, elsewhere: str, out: str) -> None:
    """Write `links.parquet` and `elsewhere_links.parquet` to `out`: pairs of 1-based rows whose ID cells are equal."""
    connection = duckdb.connect()
    for part, path, name in (("school", school, "links"), ("elsewhere", elsewhere, "elsewhere_links")):
        connection.execute(
            f"""COPY (
                SELECT h.file_row_number + 1 AS household_row, o.file_row_number + 1 AS {part}_row
                FROM read_parquet('{household}', file_row_number = true) h
                JOIN read_parquet('{path}', file_row_number = true) o USING (id_no)
            ) TO '{out}/{name}.parquet' (FORMAT parquet)"""
        )


if __name__ == "__main__":
    main(*sys.argv[1:5])
