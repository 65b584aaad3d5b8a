"""Wages: what is pay, in three ways of writing, and the many amounts that are not."""

from __future__ import annotations

import pytest

from tests.nlu.test_facts import said


def wage(text: str) -> tuple[int, str] | None:
    told = said(text).get("wage")
    return (told["amount"], told["currency"]) if told else None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("300 dollars", 300, "USD"),
        ("and for 500 dollars?", 500, "USD"),
        ("I earn 300 dollars", 300, "USD"),
        ("my salary is $250", 250, "USD"),
        ("$250/month", 250, "USD"),
        ("250$ ក្នុង១ខែ", 250, "USD"),
        ("៣០០ដុល្លារ", 300, "USD"),
        ("ខ្ញុំបាន ៣០០ ដុល្លារ", 300, "USD"),
        ("I get paid 200 bucks", 200, "USD"),
        ("US$ 280 per month", 280, "USD"),
        ("salary three hundred and fifty dollars", 350, "USD"),
        ("ប្រាក់ខែ 350", 350, "USD"),
        ("I earn 270 a month", 270, "USD"),
        ("my salary is 900000", 900_000, "KHR"),
        ("my salary is 1.2 million", 1_200_000, "KHR"),
        ("my wage is 1,200,000 riel", 1_200_000, "KHR"),
        ("ប្រាក់ខែ ១លាន២សែន", 1_200_000, "KHR"),
        ("ខ្ញុំបាន១លាន២សែនក្នុងមួយខែ", 1_200_000, "KHR"),
        ("ខ្ញុំបើកបាន ៨០ម៉ឺនមួយខែ", 800_000, "KHR"),
        ("ប្រាក់ខែមួយលានពីរសែន", 1_200_000, "KHR"),
        ("brakkhe 2 lien", 2_000_000, "KHR"),
        ("luy khae 8 sen 5 meun", 850_000, "KHR"),
        ("knhom ban 1 lean konlah", 1_500_000, "KHR"),
        ("brakkhe 80 men", 800_000, "KHR"),
        ("250k riel", 250_000, "KHR"),
        ("salary 850k", 850_000, "KHR"),
        ("ប្រាក់ខែខ្ញុំ 250 ដុល្លារ គេកាត់ប៉ុន្មាន", 250, "USD"),
        ("my salary is 250 dollars and they cut 10 dollars", 250, "USD"),
        ("គណនាលុយដែលថៅកែត្រូវបង់ឱ្យខ្ញុំ ប្រាក់ខែ ២៨០ដុល្លារ", 280, "USD"),
        ("ខ្ញុំធ្វើរោងចក្រកាត់ដេរ បាន ២៣០ដុល្លារ", 230, "USD"),
        ("how much will they pay for maternity, my wage is 250 dollars", 250, "USD"),
        ("we pay a clerk 380 dollars", 380, "USD"),
        ("my boss pays me 200 dollars", 200, "USD"),
        ("for 100 workers at 210 dollars each", 210, "USD"),
        ("my salary was 300 dollars, now 320 dollars", 320, "USD"),
        ("ប្រាក់ខែ ២លានរៀល គេគិតលើ ២លានទេ", 2_000_000, "KHR"),
    ],
)
def test_pay_is_a_wage(text: str, amount: int, currency: str) -> None:
    assert wage(text) == (amount, currency)


@pytest.mark.parametrize(
    "text",
    [
        "they cut 10 dollars from my salary",
        "they cut my salary by 30 dollars",
        "គេកាត់ប្រាក់ខែខ្ញុំ ៣០ដុល្លារ",
        "ke kat brakkhe knhom 30 dollar",
        "is 80 dollars a month taken from my wage correct",
        "a fine of 500000 riel",
        "ពិន័យ ២លានរៀល",
        "pinay 2 lean riel",
        "the hospital bill is 300 dollars",
        "I paid 2 million riel at the hospital",
        "I was taken to the clinic and paid 300 dollars",
        "ខ្ញុំបង់ ២លានរៀលនៅពេទ្យ",
        "ព្យាបាលបន្ទាន់ អស់ ៣០០ដុល្លារ",
        "pet som luy 5 mern",
        "cashier wants 100 dollars",
        "the health centre charged me 50,000 riel",
        "4100 riel per dollar",
        "1 dollar = 4100 riel",
        "អត្រា ៤០០០ ឬ ៤១០០",
        "my bonus is 200 dollars",
        "ប្រាក់រង្វាន់ ១០០ដុល្លារ",
        "seniority 50 dollars",
        "is the funeral money 4 million riel",
        "បុណ្យសពបាន ៤លានរៀល",
        "is it 400,000 riel per child",
        "do I get 800,000 riel for the baby",
        "សម្រាលកូនបាន ៤០ម៉ឺន មែនទេ",
        "samral kon ban 80 mern men te",
        "luy kon plous 120 mern men ot",
        "ថៅកែឱ្យលុយតែ ៥០០ដុល្លារក្រោយប្តីខ្ញុំស្លាប់",
        "the company gave us 500 dollars",
        "I owe 300 dollars",
        "rent is 120 dollars",
        "ខ្ញុំជំពាក់លុយគេ ៥០០ដុល្លារ",
        "១៥៦០០រៀលក្នុងមួយខែ",
        "salary 200-300 dollars",
        "ប្រាក់ខែ ២០០ដល់៣០០ដុល្លារ",
        "ប្រាក់ខែ ២០០$ ឬ ៣០០$",
        "brakkhe 200 dol 300 dollar",
        "my salary is above 1,200,000 riel",
        "ប្រាក់ខែលើស ១លានរៀល",
        "I earn less than 200 dollars",
        "my salary in 2026",
        "ប្រាក់ខែ ៣នាក់",
        "they pay 70% of my salary",
        "salary for 3 months",
        "brakkhe 3 khae",
        "70 men te",
        "why did I get only 70 and not 120",
        "12 men fainted",
        "I earn 60 dollars a week",
        "my salary is 3000 dollars a year",
        "ប្រាក់ឈ្នួល ២ដុល្លារមួយម៉ោង",
        "salary 300 dollars or 400 dollars",
        "one earns 300 dollars. another earns 400 dollars",
    ],
)
def test_what_is_not_the_pay_of_a_month_is_no_wage(text: str) -> None:
    assert wage(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("40000 per day", 40_000, "KHR"),
        ("I earn 10 dollars a day", 10, "USD"),
        ("៤ម៉ឺនរៀលក្នុងមួយថ្ងៃ", 40_000, "KHR"),
        ("ខ្ញុំបាន ៤ម៉ឺន១ថ្ងៃ", 40_000, "KHR"),
        ("knhom ban 4 mern mouy thngai", 40_000, "KHR"),
        ("ប្រាក់ឈ្នួលប្រចាំថ្ងៃ 40000 រៀល", 40_000, "KHR"),
        ("daily wage 8 dollars", 8, "USD"),
    ],
)
def test_pay_by_the_day_is_a_daily_wage_and_no_wage(text: str, amount: int, currency: str) -> None:
    assert said(text) == {"daily_wage": {"amount": amount, "currency": currency}}


@pytest.mark.parametrize(
    "text", ["a fine of 5000 riel per day", "ប្រាក់បំណាច់ប្រចាំថ្ងៃ 30000 រៀល", "8 hours a day", "2 times a day"]
)
def test_other_things_by_the_day_are_no_daily_wage(text: str) -> None:
    assert said(text) == {}
