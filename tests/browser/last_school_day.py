"""Print the last school day up to today, as the served county has it."""

import sys
from datetime import timedelta


def main() -> None:
    """Entry point."""
    from notoneless.interfaces.frame.standing import set_up

    set_up()
    from notoneless.foundation.audit.rules import day_of
    from notoneless.foundation.calendar.selectors import load_calendar
    from notoneless.interfaces.frame.clock import now

    today = day_of(now())
    sys.stdout.write(str(load_calendar(today, today).school_days(today - timedelta(days=90), today)[-1]))


if __name__ == "__main__":
    main()
