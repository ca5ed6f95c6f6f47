"""The rosters through Splink 5, as its tutorial teaches. `python with_splink.py HOUSEHOLD SCHOOL ELSEWHERE OUT`."""

import logging
import sys

import duckdb

try:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
except ModuleNotFoundError:
    sys.exit("Splink is not installed: `make bench` installs it, or pip with requirements/bench.lock.")

THRESHOLD = 0.95
SEED = 1

TIDY = """
    CREATE OR REPLACE TABLE {table} AS
    SELECT '{prefix}' || (file_row_number + 1) AS unique_id,
           nullif(replace(trim(name), ' ', ''), '') AS name,
           try_strptime(dob, ['%Y-%m-%d', '%Y%m%d', '%Y/%m/%d'])::DATE AS dob,
           nullif(upper(trim(id_no)), '') AS id_no,
           nullif(trim(guardian_name), '') AS guardian_name,
           nullif(trim(phone), '') AS phone
    FROM read_parquet('{path}', file_row_number = true)
"""

BEST_BOTH_WAYS = """
    COPY (
        SELECT unique_id_l[2:]::BIGINT AS household_row, unique_id_r[2:]::BIGINT AS {part}_row
        FROM (
            SELECT unique_id_l, unique_id_r,
                   rank() OVER (PARTITION BY unique_id_l ORDER BY match_weight DESC) AS of_left,
                   rank() OVER (PARTITION BY unique_id_r ORDER BY match_weight DESC) AS of_right
            FROM {predictions}
            WHERE unique_id_r[1] = '{prefix}'
        )
        WHERE of_left = 1 AND of_right = 1
    ) TO '{path}' (FORMAT parquet)
"""


def settings() -> SettingsCreator:
    """The model: five comparisons, and pairs that share an ID, a phone, or a name and a date of birth."""
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.NameComparison("name").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=False),
            cl.LevenshteinAtThresholds("id_no", [1, 2]),
            cl.NameComparison("guardian_name"),
            cl.ExactMatch("phone"),
        ],
        blocking_rules_to_generate_predictions=[block_on("id_no"), block_on("name", "dob"), block_on("phone")],
    )


def trained(linker: Linker) -> Linker:
    """Estimate the parameters in the order of the tutorial."""
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("id_no"), block_on("name", "dob")], recall=0.95)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    training.estimate_parameters_using_expectation_maximisation(block_on("id_no"))
    training.estimate_parameters_using_expectation_maximisation(block_on("name", "dob"))
    return linker


def main(household: str, school: str, elsewhere: str, out: str) -> None:
    """Write the best match both ways, at 0.95 or more, to `links.parquet` and `elsewhere_links.parquet` in `out`.

    Equally good best matches all stand, so that a child entered twice in a roster does not count against the tool. The
    small elsewhere roster cannot be trained alone and therefore stands under the roll as one right-hand side.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect()
    for prefix, path in (("H", household), ("S", school), ("E", elsewhere)):
        connection.execute(TIDY.format(table=f"rows_{prefix}", prefix=prefix, path=path))
    connection.execute("CREATE TABLE others AS FROM rows_S UNION ALL FROM rows_E")
    database = DuckDBAPI(connection)
    sides = [
        database.register(connection.table("rows_H"), dataset_display_name="a_household"),
        database.register(connection.table("others"), dataset_display_name="b_others"),
    ]
    linker = trained(Linker(sides, settings(), log_level=logging.ERROR))
    predictions = linker.inference.predict(threshold_match_probability=THRESHOLD).physical_name
    for prefix, part, name in (("S", "school", "links"), ("E", "elsewhere", "elsewhere_links")):
        words = {"part": part, "prefix": prefix, "predictions": predictions, "path": f"{out}/{name}.parquet"}
        connection.execute(BEST_BOTH_WAYS.format(**words))


if __name__ == "__main__":
    main(*sys.argv[1:5])
