"""The benefits: who each is for, what is paid and under which conditions. Every figure is a dated parameter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions import rules
from actions.answers.entitled import judging
from actions.answers.entitled.judging import Case, Condition, Judged, Line, registered, state, whether
from actions.rules.conditions import either
from actions.rules.known import Known, read

NOBODY_KNOWS = "unknown"
WORKERS = ("employee", NOBODY_KNOWS)
ONCE_WORKERS = (*WORKERS, "not_working")
EVERYBODY = (*ONCE_WORKERS, "self_employed", "public_servant", "family")
CARED_FOR = ("birth", "ill", "hurt", "all")


@dataclass(frozen=True)
class Benefit:
    """A benefit: the needs and situations it is listed for, its topic, and its calculator, if there is one."""

    id: str
    topic: str
    needs: tuple[str, ...]
    situations: tuple[str, ...]
    judge: Callable[[Case], Judged]
    calculator: str = ""


def _reads(case: Case, **ids: str) -> dict[str, Known]:
    return {name: read(id, case.on) for name, id in ids.items()}


def _employed(case: Case, *conditions: Condition) -> tuple[Condition, ...]:
    """Conditions known of those who work for an employer; for anybody else an officer may know of others."""
    return conditions if case.says("situation", "employee") else (*conditions, Condition("others", state("unknown")))


def _care_conditions(case: Case) -> tuple[Condition, ...]:
    law = _reads(
        case,
        row="health.care.months_in_a_row",
        needed="health.care.paid_months",
        within="health.care.within_months",
    )
    paid = either(
        judging.lately(case.facts, "months_in_a_row", law["row"]),
        judging.lately(case.facts, "recent_months", law["needed"], law["within"]),
    )
    return _employed(case, registered(case.facts), Condition("care_months", paid, law))


def _care(case: Case) -> Judged:
    return Judged(_care_conditions(case), rests_on=(("H02", "prakas_109_2016"),))


def _sickness(case: Case) -> Judged:
    law = _reads(
        case, share="health.sickness.share", most="health.sickness.most_days", within="health.sickness.within_months"
    )
    paper = Line("entitlement.sickness.paper")
    return Judged(
        _care_conditions(case), (Line("entitlement.sickness.pays", law), paper), (("H13", "prakas_109_2016"),)
    )


def _voluntary_care(case: Case) -> Judged:
    row = read("contribution.waiting.voluntary_in_a_row", case.on)
    joined = Condition("joined", whether(case.facts, "registered"))
    paid = judging.lately(case.facts, "months_in_a_row", row)
    price = Line("entitlement.voluntary_care.price", _reads(case, monthly="voluntary.scheme.monthly"))
    return Judged((joined, Condition("voluntary_months", paid, {"row": row})), (price,))


def _family_care(case: Case) -> Judged:
    price = Line("entitlement.family_care.price", _reads(case, monthly="voluntary.scheme.monthly"))
    cited = (("H17", "sub_decree_280_2023"), ("V12", "sub_decree_280_2023"))
    return Judged((Condition("family_joined", state("unknown")),), (price,), cited)


def _state_care(_case: Case) -> Judged:
    conditions = (Condition("public_servant", state("met")), Condition("others", state("unknown")))
    return Judged(conditions, (Line("entitlement.state_care.how"),), (("X01", "royal_decree_78_2017"),))


def _since_the_pension(case: Case, name: str, needed: Known) -> Known:
    """Whether months reach what is needed; more than there can have been since the scheme began settle nothing."""
    paid, told = judging.months(case.facts, name, needed), case.facts.get(name)
    began = rules.parameter("contribution.pension.basis", case.on).since
    there_were = (case.on.year - began.year) * 12 + case.on.month - began.month + 1
    return Known("unknown", "state", paid.rests_on) if told is not None and told > there_were else paid


def _pension_months(case: Case, needed: Known) -> Known:
    """Whether enough was paid towards a pension: months of voluntary health care alone do not count for one."""
    paid = _since_the_pension(case, "months_paid", needed)
    sure = case.says("situation", "employee", "not_working") or (
        paid.value == "not_met" and not case.says("situation", "self_employed")
    )
    return paid if sure else Known("unknown", "state", paid.rests_on)


def _invalidity(case: Case) -> Judged:
    needed = read("pension.invalidity.paid_months", case.on)
    paid = _pension_months(case, needed)
    return Judged((Condition("pension_months", paid, {"needed": needed}), Condition("certified", state("unknown"))))


def _birth_support(case: Case) -> Judged:
    done = rules.workout("birth_support", case.on, {"children": case.facts.get("children", 1)})
    lines = []
    for name in ("before", "at_birth", "after"):
        # An amount the sources are not sure of is left out; so is what lies behind.
        if done.confidences[name] == "low" or (name == "before" and case.says("birth_when", "after")):
            continue
        used = tuple(value for value in done.parameters if value.id in done.rests_on[name])
        lines.append(
            Line(f"entitlement.birth_support.{name}", {"amount": Known(done.outputs[name], done.units[name], used)})
        )
    official = case.says("situation", "public_servant")
    member = Condition("public_servant", state("met")) if official else registered(case.facts)
    cited = (("M20", "cash_support_2023"),)
    return Judged((member, Condition("birth_months", state("unknown"))), tuple(lines), cited)


def _maternity_pay(case: Case) -> Judged:
    law = _reads(case, needed="maternity.leave.paid_months", within="maternity.leave.within_months")
    paid = Condition("recent_months", judging.lately(case.facts, "recent_months", law["needed"], law["within"]), law)
    pays = Line(
        "entitlement.maternity_pay.pays",
        _reads(case, share="maternity.leave.nssf_share", days="maternity.leave.days"),
    )
    return Judged(_employed(case, registered(case.facts), paid), (pays, Line("entitlement.maternity_pay.changed")))


def _maternity_employer(case: Case) -> Judged:
    needed = read("maternity.leave.service_years", case.on)
    in_months = Known(needed.value * 12, "months", needed.rests_on)
    served = judging.at_least(case.facts, "service_months", in_months, judging.LONGEST)
    pays = Line(
        "entitlement.maternity_employer.pays",
        _reads(case, share="maternity.leave.employer_share", days="maternity.leave.days"),
    )
    return Judged((Condition("service", served, {"needed": needed}),), (pays,))


def _injury(case: Case) -> Judged:
    law = _reads(case, share="injury.daily_share", first="injury.employer_days")
    lines = (Line("entitlement.injury.first"), Line("entitlement.injury.pays", law))
    happened = case.says("need", "hurt")
    hurt = Condition("hurt_at_work", state("met" if happened else "unknown"))
    conditions = _employed(case, hurt, registered(case.facts))
    return Judged(conditions, lines if happened else lines[1:], (("E01", "nssf_accident_notice"),))


def _disability(case: Case) -> Judged:
    degree = read("injury.disability.pension_degree", case.on)
    return Judged((Condition("degree", state("unknown"), {"degree": degree}),))


def _old_age(case: Case) -> Judged:
    law = _reads(case, age="pension.old_age.age", needed="pension.old_age.paid_months")
    of_age = judging.at_least(case.facts, "age", law["age"], 130)
    paid = _pension_months(case, law["needed"])
    lines = []
    told = 0 if case.says("registered", "no") else case.facts.get("months_paid")
    if paid.value == "not_met" and told is not None:
        missing = Known(law["needed"].value - told, "months", law["needed"].rests_on)
        lines.append(Line("entitlement.old_age.missing", {"missing": missing}))
    once = of_age.value == "met" and paid.value == "not_met" and told
    if once:
        lines.append(Line("entitlement.old_age.once"))
    conditions = (
        Condition("age", of_age, {"needed": law["age"]}),
        Condition("pension_months", paid, {"needed": law["needed"]}),
    )
    return Judged(conditions, tuple(lines), (("P02", "sub_decree_32_2021"),) if once else ())


def _state_pension(_case: Case) -> Judged:
    return Judged((), (Line("entitlement.state_pension.how"),), (("X02", "nsaf_statement"),))


def _poor_family(_case: Case) -> Judged:
    return Judged((), (Line("entitlement.poor_family.how"),))


def _survivors(case: Case) -> Judged:
    needed = read("pension.survivors.paid_months", case.on)
    paid = _since_the_pension(case, "deceased_months", needed)
    was = state("met") if case.says("deceased", "pensioner") else paid
    lines = () if was.value == "met" else (Line("entitlement.survivors.ask"),)
    return Judged((Condition("deceased", was, {"needed": needed}),), lines)


def _funeral(case: Case) -> Judged:
    law = _reads(case, months="benefit.funeral.pension_months", least="benefit.funeral.least")
    # Whoever was not a pensioner may leave a right to another allowance, whose amount is not known (U11).
    was = state("met" if case.says("deceased", "pensioner") else "unknown")
    lines = (Line("entitlement.funeral.pays", law), Line("entitlement.funeral.ask"))
    return Judged((Condition("pensioner", was),), lines[: 1 if was.value == "met" else 2])


def _death_at_work(case: Case) -> Judged:
    how = Line("entitlement.death_at_work.how")
    from_work = Condition("from_work", whether(case.facts, "from_work"))
    return Judged((from_work,), (how,), (("E02", "nssf_accident_notice"),))


BENEFITS = (
    Benefit("injury", "injury.daily_allowance", ("hurt", "all"), ONCE_WORKERS, _injury, "injury"),
    Benefit("disability", "injury.permanent_disability", ("hurt",), ONCE_WORKERS, _disability),
    Benefit("birth_support", "maternity.birth_grant", ("birth", "all"), EVERYBODY, _birth_support),
    Benefit("maternity_pay", "maternity.who_pays", ("birth", "all"), ONCE_WORKERS, _maternity_pay, "maternity"),
    Benefit("maternity_employer", "maternity.conditions", ("birth",), WORKERS, _maternity_employer, "maternity"),
    Benefit("care", "health.conditions", ("birth", "ill", "all"), ONCE_WORKERS, _care),
    Benefit("sickness", "health.sickness_allowance", ("ill", "all"), WORKERS, _sickness),
    Benefit("voluntary_care", "registration.self_employed", CARED_FOR, ("self_employed",), _voluntary_care),
    Benefit("family_care", "registration.dependants", CARED_FOR, ("family",), _family_care),
    Benefit("state_care", "about.other_bodies", CARED_FOR, ("public_servant",), _state_care),
    Benefit("old_age", "pension.eligibility", ("old_age", "all"), (*ONCE_WORKERS, "self_employed"), _old_age),
    Benefit("invalidity", "pension.invalidity", ("ill",), ONCE_WORKERS, _invalidity),
    Benefit("state_pension", "about.other_bodies", ("old_age", "all"), ("public_servant",), _state_pension),
    Benefit("survivors", "pension.survivors", ("death",), EVERYBODY, _survivors),
    Benefit("funeral", "benefit.funeral", ("death",), EVERYBODY, _funeral),
    Benefit("death_at_work", "injury.death_survivors", ("death",), EVERYBODY, _death_at_work),
    Benefit("poor_family", "about.other_bodies", ("birth", "old_age"), ("family", "not_working"), _poor_family),
)  # fmt: skip
