"""French formats of dates, hours and numbers. No-break spaces are U+00A0: the fonts have no U+202F."""

TIME_FORMAT = "G\xa0\\h\xa0i"
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, G\xa0\\h\xa0i"
SHORT_DATE_FORMAT = "d/m/Y"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
