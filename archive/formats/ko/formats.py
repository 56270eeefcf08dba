"""How Korean pages write dates."""

DATE_FORMAT = "Y년 n월 j일"
DATETIME_FORMAT = "Y년 n월 j일 H:i"
SHORT_DATE_FORMAT = "Y.n.j."
SHORT_DATETIME_FORMAT = "Y.n.j. H:i"
YEAR_MONTH_FORMAT = "Y년 n월"
