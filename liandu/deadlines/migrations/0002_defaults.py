"""The time limits of the rules, and the public holidays announced so far."""

from datetime import date, timedelta

from django.db import migrations

from liandu.deadlines.rules import DEFAULTS

# The yearly notices of the General Office of the State Council (国务院办公厅关于部分节假日安排的通知).
HOLIDAYS = [
    ("元旦", (2022, 12, 31), (2023, 1, 2)), ("春节", (2023, 1, 21), (2023, 1, 27)),
    ("清明节", (2023, 4, 5), (2023, 4, 5)), ("劳动节", (2023, 4, 29), (2023, 5, 3)),
    ("端午节", (2023, 6, 22), (2023, 6, 24)), ("中秋节、国庆节", (2023, 9, 29), (2023, 10, 6)),
    ("元旦", (2023, 12, 30), (2024, 1, 1)), ("春节", (2024, 2, 10), (2024, 2, 17)),
    ("清明节", (2024, 4, 4), (2024, 4, 6)), ("劳动节", (2024, 5, 1), (2024, 5, 5)),
    ("端午节", (2024, 6, 8), (2024, 6, 10)), ("中秋节", (2024, 9, 15), (2024, 9, 17)),
    ("国庆节", (2024, 10, 1), (2024, 10, 7)),
    ("元旦", (2025, 1, 1), (2025, 1, 1)), ("春节", (2025, 1, 28), (2025, 2, 4)),
    ("清明节", (2025, 4, 4), (2025, 4, 6)), ("劳动节", (2025, 5, 1), (2025, 5, 5)),
    ("端午节", (2025, 5, 31), (2025, 6, 2)), ("国庆节、中秋节", (2025, 10, 1), (2025, 10, 8)),
    ("元旦", (2026, 1, 1), (2026, 1, 3)), ("春节", (2026, 2, 15), (2026, 2, 23)),
    ("清明节", (2026, 4, 4), (2026, 4, 6)), ("劳动节", (2026, 5, 1), (2026, 5, 5)),
    ("端午节", (2026, 6, 19), (2026, 6, 21)), ("中秋节", (2026, 9, 25), (2026, 9, 27)),
    ("国庆节", (2026, 10, 1), (2026, 10, 7)),
]
MAKEUP_DAYS = [
    ("春节", (2023, 1, 28), (2023, 1, 29)), ("劳动节", (2023, 4, 23), (2023, 5, 6)),
    ("端午节", (2023, 6, 25)), ("国庆节", (2023, 10, 7), (2023, 10, 8)),
    ("春节", (2024, 2, 4), (2024, 2, 18)), ("清明节", (2024, 4, 7)),
    ("劳动节", (2024, 4, 28), (2024, 5, 11)), ("中秋节", (2024, 9, 14)),
    ("国庆节", (2024, 9, 29), (2024, 10, 12)),
    ("春节", (2025, 1, 26), (2025, 2, 8)), ("劳动节", (2025, 4, 27)),
    ("国庆节", (2025, 9, 28), (2025, 10, 11)),
    ("元旦", (2026, 1, 4)), ("春节", (2026, 2, 14), (2026, 2, 28)), ("劳动节", (2026, 5, 9)),
    ("国庆节", (2026, 9, 20), (2026, 10, 10)),
]
ANNOUNCED = range(2023, 2027)


def load(apps, _):
    limit, day, year, edition = (
        apps.get_model("deadlines", name)
        for name in ("TimeLimit", "CalendarDay", "CalendarYear", "CalendarEdition")
    )
    for position, given in enumerate(DEFAULTS):
        limit.objects.create(
            code=given.code, name=given.name, name_en=given.name_en, amount=given.amount,
            unit=given.unit.value, basis=given.basis, tag=given.tag.value, position=position,
        )
    for name, first, last in HOLIDAYS:
        first, last = date(*first), date(*last)
        for ahead in range((last - first).days + 1):
            on = first + timedelta(days=ahead)
            day.objects.create(date=on, is_working=False, note=name)
    for name, *days in MAKEUP_DAYS:
        for on in days:
            day.objects.create(date=date(*on), is_working=True, note=f"{name}调休")
    for number in ANNOUNCED:
        year.objects.create(year=number, is_announced=True)
    edition.objects.create()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
