"""The county's calendar on the web: school days month by month, terms, changed days, notices of holidays."""
