"""Provinces and districts as people type them, and long numbers."""

from __future__ import annotations

import pytest

from nlu.understanding.facts.gazetteer import DISTRICTS
from tests.nlu.test_facts import said

_PROVINCES = (
    ("01", "បន្ទាយមានជ័យ", "Banteay Meanchey", "Bonteay Meanchey", "BMC", "Poipet"),
    ("02", "បាត់ដំបង", "Battambang", "Batdambang", "BTB", "បាតដំបង"),
    ("03", "កំពង់ចាម", "Kampong Cham", "Kompong Cham", "Kg Cham", "K.Cham"),
    ("04", "កំពង់ឆ្នាំង", "Kampong Chhnang", "Kg Chhnang", "Kampong Chnang"),
    ("05", "កំពង់ស្ពឺ", "Kampong Speu", "Kampong Spueu", "kompong spue"),
    ("06", "កំពង់ធំ", "Kampong Thom", "Kg Thom", "កំពងធំ"),
    ("07", "កំពត", "Kampot", "Kompot"),
    ("08", "កណ្តាល", "កណ្ដាល", "Kandal", "Ta Khmau", "តាខ្មៅ"),
    ("09", "កោះកុង", "Koh Kong", "Kaoh Kong"),
    ("10", "ក្រចេះ", "Kratie", "Kratié", "Kracheh"),
    ("11", "មណ្ឌលគិរី", "Mondulkiri", "Mondol Kiri"),
    ("12", "ភ្នំពេញ", "Phnom Penh", "phnompenh", "PNH", "in PP"),
    ("13", "ព្រះវិហារ", "Preah Vihear", "Preah Vihea"),
    ("14", "ព្រៃវែង", "Prey Veng", "Prey Veaeng"),
    ("15", "ពោធិ៍សាត់", "ពោធិសាត់", "Pursat", "Pousat", "Porsat"),
    ("16", "រតនគិរី", "រតនៈគិរី", "Ratanakiri", "Rattanakiri"),
    ("17", "សៀមរាប", "Siem Reap", "siemreap", "nov SR"),
    ("18", "ព្រះសីហនុ", "Preah Sihanouk", "Sihanoukville", "Kampong Som", "ក្រុងសីហនុ"),
    ("19", "ស្ទឹងត្រែង", "Stung Treng", "Steung Treng"),
    ("20", "ស្វាយរៀង", "Svay Rieng", "Bavet"),
    ("21", "តាកែវ", "Takeo", "Takéo", "Takev"),
    ("22", "ឧត្តរមានជ័យ", "ឧត្ដរមានជ័យ", "Oddar Meanchey", "Otdar Meanchey"),
    ("23", "កែប", "Kep", "Kaeb"),
    ("24", "ប៉ៃលិន", "Pailin"),
    ("25", "ត្បូងឃ្មុំ", "Tboung Khmum", "Tbong Khmum", "TBK"),
)


@pytest.mark.parametrize(("code", "spelling"), [(code, name) for code, *names in _PROVINCES for name in names])
def test_a_province_is_known_by_every_spelling(code: str, spelling: str) -> None:
    assert said(spelling).get("province") == code
    lead = "ខ្ញុំនៅ" if not spelling.isascii() else "I live "
    joint = "" if not spelling.isascii() else "" if spelling.startswith(("in ", "nov ")) else "in "
    assert said(f"{lead}{joint}{spelling}").get("province") == code


@pytest.mark.parametrize(
    "text",
    [
        "keep my card",
        "កែប្រែឈ្មោះ",
        "សុំកែបន្តិច",
        "កែបញ្ជីឈ្មោះ",
        "ទីស្នាក់ការកណ្តាលនៅណា",
        "យប់ជ្រៅ នៅកណ្តាលផ្លូវ",
        "kandal thngai",
        "phsar kandal",
        "preah sihanouk boulevard",
        "Sihanouk Hospital",
        "apple",
        "srey mom",
        "ពួកយើង",
    ],
)
def test_words_that_hold_a_name_are_no_place(text: str) -> None:
    assert not said(text).keys() & {"province", "district"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ខណ្ឌទួលគោក", "1204"),
        ("Toul Kork", "1204"),
        ("sen sok", "1208"),
        ("ខណ្ឌមានជ័យ", "1206"),
        ("khan meanchey", "1206"),
        ("Por Sen Chey", "1209"),
        ("ខណ្ឌ៧មករា", "1203"),
        ("chbar ampov", "1212"),
        ("ស្រុកបាទី", "2102"),
        ("bati district", "2102"),
        ("srok bati", "2102"),
        ("ស្រុកសំរោង ខេត្តតាកែវ", "2107"),
        ("krong samraong oddar meanchey", "2204"),
        ("ក្រុងបាត់ដំបង", "0203"),
        ("siem reap city", "1710"),
        ("Ang Snuol", "0808"),
        ("poipet", "0110"),
        ("ស្រុកពួក", "1707"),
        ("ប្រាសាទសំបូរ", "0605"),
    ],
)
def test_a_district_is_known_and_says_its_province(text: str, code: str) -> None:
    told = said(text)
    assert (told.get("district"), told.get("province")) == (code, code[:2])


@pytest.mark.parametrize(
    "text", ["ស្រុកសំរោង", "បាទីនេះ", "ពួកគេ", "កម្មករមានជ័យ", "បន្ទាយមានជ័យ", "sang luy vinh", "នៅបាត់ដំបង", "ថ្ងៃ៧មករា"]
)
def test_a_name_of_two_districts_or_an_everyday_word_is_none(text: str) -> None:
    assert "district" not in said(text)


def test_a_district_elsewhere_than_the_province_named_is_not_told() -> None:
    assert said("from Kampot, working in Sen Sok") == {"province": "07"}


def test_all_210_districts_are_found_with_their_kind_and_province() -> None:
    rows = [line.split(" ", 1) for line in DISTRICTS.strip().split("\n")]
    assert len(rows) == 210
    names = {code: names[0] for code, *names in _PROVINCES}
    for code, spellings in rows:
        khmer, latin = spellings.split("|")[:2]
        kind = "ខណ្ឌ" if code.startswith("12") else "ស្រុក"
        assert said(f"{kind}{khmer} ខេត្ត{names[code[:2]]}").get("district") == code, khmer
        assert said(f"{latin} district, province {names[code[:2]]}").get("district") == code, latin


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1160926-5297628-7", "116092652976287"),
        ("NSSF number 1160926-5297628", "11609265297628"),
        ("លេខ ប.ស.ស. ១១៦០៩២៦ ៥២៩៧៦២៨", "11609265297628"),
        ("11609265297628", "11609265297628"),
        ("អត្តលេខ 116 0926 529 7628 7", "116092652976287"),
        ("1160926-5297628-ក", "11609265297628"),
        ("lek samachik 1160926 5297628", "11609265297628"),
    ],
)
def test_a_member_number_is_digits(text: str, number: str) -> None:
    assert said(text) == {"member_number": number}


@pytest.mark.parametrize(
    "text", ["1234567890123456", "1234 5678 9012 3456", "១២៣៤-៥៦៧៨-៩០១២-៣៤៥៦", "receipt 12 34 56 78 90 12 34 56"]
)
def test_a_receipt_is_sixteen_digits(text: str) -> None:
    assert said(text) == {"receipt": "1234567890123456"}


@pytest.mark.parametrize(
    "text",
    [
        "012 345 678",
        "my phone is 0961234567",
        "+855 12 345 678",
        "855 96 123 4567",
        "លេខទូរស័ព្ទ ០១២ ៣៤៥ ៦៧៨",
        "nssf number 023 882 434",
        "id card 123456789",
        "12345678901234567",
        "call 1286",
    ],
)
def test_telephones_and_other_numbers_are_neither(text: str) -> None:
    assert said(text) == {}
