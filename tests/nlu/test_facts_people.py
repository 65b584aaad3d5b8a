"""Head counts, months paid, ages, days away, children of a birth, and who is speaking."""

from __future__ import annotations

import pytest

from tests.nlu.test_facts import said


@pytest.mark.parametrize(
    ("text", "workers"),
    [
        ("we have 45 workers", 45),
        ("our factory has 1,200 workers", 1200),
        ("my shop has three staff", 3),
        ("fifty workers not registered", 50),
        ("we employ 12 people", 12),
        ("number of employees: 30, staff: 30", 30),
        ("កម្មករ ៤៥នាក់", 45),
        ("កម្មករខ្ញុំ ១០នាក់", 10),
        ("ក្រុមហ៊ុនយើងមានបុគ្គលិក ៥០នាក់", 50),
        ("បុគ្គលិកបរទេស ៥ នាក់", 5),
        ("បុគ្គលិកដប់ពីរនាក់", 12),
        ("កម្មករ ២ពាន់នាក់", 2000),
        ("រោងចក្រ ២០០នាក់", 200),
        ("kamakor 45 neak", 45),
        ("hang knhom mean buklek 3 nak", 3),
        ("rongchak 200 neak bong yeut", 200),
        ("មាន worker 45 នាក់ក្នុងរោងចក្រ 45 workers", 45),
        ("បុគ្គលិក ១០នាក់ ថៅកែចុះឈ្មោះតែ ៣នាក់", 10),
    ],
)
def test_a_head_count_is_read(text: str, workers: int) -> None:
    assert said(text).get("workers") == workers


@pytest.mark.parametrize(
    "text",
    [
        "កម្មករសន្លប់៨នាក់",
        "30 workers fainted",
        "eight workers passed out",
        "kamakor 30 neak sonlob",
        "គេថាលើស ៨នាក់",
        "more than 8 workers",
        "8 to 10 workers",
        "we twenty workers want to complain",
        "យើងកម្មករ ២០នាក់ចង់ប្តឹង",
        "កូន ៣នាក់",
        "កម្មករចូល ១០នាក់ ចេញ ៥នាក់",
        "បុគ្គលិកម្នាក់",
        "a worker of 61",
        "45",
        "montrey 2 neak mok",
    ],
)
def test_other_counts_of_people_are_no_head_count(text: str) -> None:
    assert "workers" not in said(text)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("paid 7 months", 7),
        ("I have paid contributions for 7 months", 7),
        ("I paid only eight months", 8),
        ("I contributed for 2 years", 24),
        ("7 months of contributions", 7),
        ("បង់បាន ៧ខែ", 7),
        ("ខ្ញុំបង់ ៣ខែ ហើយឈប់ ១ខែ", 3),
        ("បង់ភាគទានបាន ៩ខែគត់", 9),
        ("បង់ ប.ស.ស. ៤ឆ្នាំហើយ", 48),
        ("បង់សោធនបាន ៣ឆ្នាំ", 36),
        ("បង់បានមួយខែ", 1),
        ("bong ban 7 khae", 7),
        ("bong nssf 6 khae", 6),
        ("bong sothun 3 chhnam", 36),
    ],
)
def test_months_paid_are_counted(text: str, months: int) -> None:
    assert said(text).get("months_paid") == months


@pytest.mark.parametrize(
    "text",
    [
        "ថៅកែខានបង់ ៣ខែ",
        "ឈប់បង់៤ខែ",
        "ភ្លេចបង់ ប.ស.ស. ៣ខែ",
        "បង់មិនគ្រប់ ១២ខែ",
        "ត្រូវបង់ ៩ខែ",
        "មិនបានបង់ ២ខែ",
        "អត់លុយបង់ ប.ស.ស. ៨ខែ",
        "bong min krob 9 khae",
        "khan bong 3 khae",
        "ot luy bong nssf 8 khae",
        "trov bong 9 khae",
        "my employer has not paid for 3 months",
        "stopped paying for four months",
        "employer missed two months of contributions",
        "do I need nine months of contributions",
        "less than 12 months of contributions",
        "paid 3 months ago",
        "បង់ ៤ខែក្នុងមួយឆ្នាំ",
        "បង់ ៦ខែនៅកន្លែងចាស់ ៤ខែនៅកន្លែងថ្មី",
        "thaoke bong 1 khae khan 1 khae",
        "ធ្វើការ ៧ខែ",
        "pregnant 7 months",
    ],
)
def test_months_unpaid_owed_or_required_are_not_months_paid(text: str) -> None:
    assert "months_paid" not in said(text)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("អាយុ ៥៨", 58),
        ("ខ្ញុំអាយុ៥៨ឆ្នាំ", 58),
        ("58 years old", 58),
        ("a 65 year old worker", 65),
        ("guard aged 63", 63),
        ("I am 58, when does my pension start", 58),
        ("i'm 62", 62),
        ("my mother is 60", 60),
        ("knhom ayu 58", 58),
        ("បង់សោធនបាន ៨ខែ ហើយអាយុ ៦០", 60),
        ("a worker of 61", 61),
    ],
)
def test_an_age_is_read(text: str, age: int) -> None:
    assert said(text).get("age") == age


@pytest.mark.parametrize(
    "text",
    [
        "មុនអាយុ ៦០",
        "ពេលអាយុ ៦០",
        "អាយុលើស ៦០",
        "អាយុ ៦០ឡើង",
        "mun ayu 60",
        "ayu lers 60",
        "before age 60",
        "when I reach 60",
        "my son is 19",
        "កូនអាយុ ១៩ឆ្នាំ",
        "I am 16 weeks pregnant",
        "I am 90 percent sure",
        "កូនអាយុក្រោម២ឆ្នាំ",
        "between 58 and 60",
        "58",
    ],
)
def test_ages_of_the_law_and_of_children_are_no_age(text: str) -> None:
    assert "age" not in said(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ឈប់ ៥ថ្ងៃ", 5),
        ("ពេទ្យឱ្យសម្រាក ២សប្តាហ៍", 14),
        ("ដេកពេទ្យ ៣ថ្ងៃ", 3),
        ("សម្រាកពីរថ្ងៃ", 2),
        ("I was off work for 5 days", 5),
        ("missed ten days", 10),
        ("5 days off", 5),
        ("rest two weeks", 14),
        ("chhob 5 thngai", 5),
        ("somrak 10 tngai", 10),
        ("dek pet 3 thngai", 3),
    ],
)
def test_days_away_from_work_are_counted(text: str, days: int) -> None:
    assert said(text).get("days_away") == days


@pytest.mark.parametrize(
    "text",
    [
        "ឈប់ធ្វើការ ៥ថ្ងៃមុន",
        "stopped 5 days ago",
        "ឈប់លំហែមាតុភាព ៩០ថ្ងៃ",
        "maternity leave of 90 days",
        "បង់យឺត ១០ថ្ងៃ",
        "ឈប់ធ្វើការ ៥ឆ្នាំ",
        "48 hours",
        "ហួស ៣០ថ្ងៃហើយ",
    ],
)
def test_other_days_are_not_days_away(text: str) -> None:
    assert "days_away" not in said(text)


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("កូនភ្លោះ", 2),
        ("កូនភ្លោះបី", 3),
        ("triplets", 3),
        ("two babies", 2),
        ("kon phluoh", 2),
        ("kon phluoh bey", 3),
        ("កូនមួយបានប៉ុន្មាន", 1),
        ("one child", 1),
        ("quadruplets", None),
        ("ភ្លោះបួន", None),
        ("កូន ១០នាក់", None),
        ("kon 19 chhnam", None),
        ("ទឹកភ្លោះបែកហើយ", None),
        ("កូនទី២", None),
    ],
)
def test_children_of_one_birth(text: str, children: int | None) -> None:
    assert said(text).get("children") == children


@pytest.mark.parametrize(
    "text",
    [
        "ខ្ញុំជាថៅកែ",
        "ខ្ញុំជាម្ចាស់ហាង",
        "កម្មករខ្ញុំ",
        "បុគ្គលិករបស់យើងមិនព្រម",
        "ហាងខ្ញុំមានបុគ្គលិក ៣នាក់",
        "ខ្ញុំជាបុគ្គលិករដ្ឋបាល",
        "ខ្ញុំជួលអ្នកបម្រើម្នាក់",
        "ខ្ញុំបើករោងចក្រ",
        "HR here",
        "I'm from HR",
        "I am the factory owner",
        "as an employer",
        "we have 45 workers",
        "my staff do not want NSSF",
        "our company has fifty staff",
        "I have a maid at home",
        "our nanny is sick",
        "I run a small shop",
        "I hired a watchman",
        "knhom jea thaoke",
        "kamakor knhom ot mean id",
        "I am HR and my boss asks",
    ],
)
def test_an_employer_speaks(text: str) -> None:
    assert said(text).get("speaker") == "employer"


@pytest.mark.parametrize(
    "text",
    [
        "ថៅកែខ្ញុំមិនធ្វើ ប.ស.ស.",
        "មេការខ្ញុំ",
        "ខ្ញុំជាកម្មករ",
        "ខ្ញុំជាបុគ្គលិកកិច្ចសន្យា",
        "យើងកម្មករចង់ប្តឹង",
        "ខ្ញុំធ្វើការរោងចក្រ",
        "my boss did not register me",
        "our supervisor shouts",
        "I sew at a garment factory",
        "I work in a restaurant",
        "I am a construction worker",
        "I'm a factory employee",
        "they hired me last year",
        "taoke knhom min bong",
        "knhom jea kamakor",
        "my boss does not pay for our workers",
    ],
)
def test_a_worker_speaks(text: str) -> None:
    assert said(text).get("speaker") == "worker"


@pytest.mark.parametrize(
    "text",
    [
        "my company has not paid",
        "nobody in my factory has NSSF",
        "my husband guards two sites",
        "who must register",
        "ថៅកែត្រូវបង់ប៉ុន្មាន",
    ],
)
def test_either_could_say_this(text: str) -> None:
    assert "speaker" not in said(text)
