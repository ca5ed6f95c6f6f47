"""The rosters through recordlinkage. `python with_recordlinkage.py HOUSEHOLD SCHOOL ELSEWHERE OUT`."""

import sys

try:
    import pandas as pd
    import recordlinkage as rl
except ModuleNotFoundError:
    sys.exit("recordlinkage is not installed: `make bench` installs it, or pip with requirements/bench.lock.")

COLUMNS = ["name", "dob", "id_no", "guardian_name", "phone"]
SCHOOL, ELSEWHERE = 0, 1


def tidy(path: str, roster: int) -> pd.DataFrame:
    """One roster: texts trimmed, dates as eight digits, the 1-based row of the file, and which roster it is."""
    rows = pd.read_parquet(path, columns=COLUMNS)
    for column in COLUMNS:
        rows[column] = rows[column].str.strip()
    rows["name"] = rows["name"].str.replace(" ", "", regex=False)
    rows["id_no"] = rows["id_no"].str.upper()
    rows["dob"] = pd.to_datetime(rows["dob"], format="mixed", errors="coerce").dt.strftime("%Y%m%d")
    return rows.assign(row=range(1, len(rows) + 1), roster=roster)


def exact(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """Pairs (`left`, `right` = index labels) whose ID cells are equal."""
    sides = (
        side["id_no"].dropna().rename_axis(name).reset_index() for side, name in ((left, "left"), (right, "right"))
    )
    return pd.merge(*sides, on="id_no")[["left", "right"]]


def probable(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """Pairs the classifier takes for matches, each row used once in a roster, the most probable first."""
    indexer = rl.Index()
    indexer.block("name")
    indexer.block("dob")
    compare = rl.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.85, label="name")
    compare.exact("dob", "dob", label="dob")
    compare.string("id_no", "id_no", method="levenshtein", threshold=0.85, label="id_no")
    compare.string("guardian_name", "guardian_name", method="jarowinkler", threshold=0.85, label="guardian")
    compare.exact("phone", "phone", label="phone")
    features = compare.compute(indexer.index(left, right), left, right)
    classifier = rl.ECMClassifier()
    matches = classifier.fit_predict(features)
    order = classifier.prob(features).loc[matches].sort_values(ascending=False, kind="stable").index
    pairs = order.to_frame(index=False, name=["left", "right"])
    roster = right["roster"].reindex(pairs["right"]).to_numpy()
    first = ~pairs["right"].duplicated() & ~pairs.assign(roster=roster).duplicated(["left", "roster"])
    return pairs[first]


def main(household: str, school: str, elsewhere: str, out: str) -> None:
    """Equal IDs first, the classifier over what is left; write `links.parquet` and `elsewhere_links.parquet`."""
    left = tidy(household, SCHOOL)
    right = pd.concat([tidy(school, SCHOOL), tidy(elsewhere, ELSEWHERE)], ignore_index=True)
    equal = exact(left, right)
    rest = probable(left.drop(index=equal["left"].unique()), right.drop(index=equal["right"].unique()))
    pairs = pd.concat([equal, rest], ignore_index=True)
    found = pd.DataFrame(
        {
            "household_row": left["row"].reindex(pairs["left"]).to_numpy(),
            "other_row": right["row"].reindex(pairs["right"]).to_numpy(),
            "roster": right["roster"].reindex(pairs["right"]).to_numpy(),
        }
    )
    for roster, part, name in ((SCHOOL, "school", "links"), (ELSEWHERE, "elsewhere", "elsewhere_links")):
        links = found.loc[found["roster"] == roster, ["household_row", "other_row"]]
        links.rename(columns={"other_row": f"{part}_row"}).to_parquet(f"{out}/{name}.parquet", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:5])
