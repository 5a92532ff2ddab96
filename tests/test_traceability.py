"""Clause ↔ duty ↔ form ↔ field, both ways, with no dangling end."""

from __future__ import annotations

import json

from generator import data
from generator.model import Cycle

from . import cupboard

INDEX = cupboard.index()
MATRIX = json.loads(data.render(INDEX, [])["traceability.json"])


def test_every_end_exists() -> None:
    clauses, duties, forms = MATRIX["clauses"], MATRIX["duties"], MATRIX["forms"]
    places = {*clauses, *INDEX.library.plan_places}
    for address, clause in clauses.items():
        assert set(clause["duties"]) <= set(duties)
        assert set(clause["forms"]) <= set(forms), address
        assert set(clause["links"]) <= places and set(clause["cited_by"]) <= set(clauses)
    for duty in duties.values():
        assert duty["clause"] in clauses
        assert set(duty["evidence"]) <= set(forms)
        assert duty["roles"] and set(duty["roles"]) <= set(INDEX.library.role_by_id)
    for form in forms.values():
        assert form["clauses"] and set(form["clauses"]) <= places
        assert form["clause"] in form["clauses"]


def test_both_ways_agree() -> None:
    clauses, duties, forms = MATRIX["clauses"], MATRIX["duties"], MATRIX["forms"]
    for address, clause in clauses.items():
        for form in clause["forms"]:
            assert address in forms[form]["clauses"]
        for target in clause["links"]:
            assert address in (clauses.get(target) or MATRIX["plan"][target])["cited_by"]
        for duty in clause["duties"]:
            assert duties[duty]["clause"] == address
    for address, duty in duties.items():
        for form in duty["evidence"]:
            assert address in forms[form]["duties"]
            assert form in clauses[duty["clause"]]["forms"]


def test_every_field_leads_to_a_clause_and_back() -> None:
    places = {**MATRIX["clauses"], **MATRIX["plan"]}
    seen = 0
    for form_id, form in MATRIX["forms"].items():
        for path, field in form["fields"].items():
            assert f"{form_id}.{path}" in places[field["clause"]]["fields"]
            seen += 1
    assert seen == sum(len(place["fields"]) for place in places.values()) > 100


def test_every_form_is_designed_and_somebodys_duty_or_task() -> None:
    for form in INDEX.library.forms:
        assert form.designed, form.id
        tasks = [
            a for a in MATRIX["forms"][form.id]["clauses"] if a in INDEX.library.plan_places and "/checks/" not in a
        ]
        assert MATRIX["forms"][form.id]["duties"] or tasks, form.id


def test_every_form_of_the_domain_is_there() -> None:
    """The forms that domain.md specifies."""
    wanted = (
        {f"F00-0{n}" for n in range(1, 6)} | {f"F01-{n:02d}" for n in range(1, 12)} | {"F02-01", "F02-02", "F03-01"}
    )
    wanted |= {"F04-01", "F04-02", "F04-03", "F05-01", "F05-02", "F06-01", "F06-02", "F07-01", "F07-02", "F08-01"}
    assert wanted | {"F08-02", "F09-01", "F10-01"} <= set(INDEX.library.form_by_id)


def test_every_source_fact_is_carried_or_declared_unused() -> None:
    for fact in INDEX.library.sources.material:
        assert bool(fact.unused) != (fact.id in INDEX.carried_by), fact.id


def test_the_source_is_registered_whole() -> None:
    """The numbered facts of the source material: none may go missing from the register."""
    registered = {fact.id for fact in INDEX.library.sources.material}
    wanted = (
        {f"P-{n:02d}" for n in range(1, 34)}
        | {f"R1-{n:02d}" for n in range(1, 45)}
        | {f"R2-{n:02d}" for n in range(1, 9)}
    )
    wanted |= {f"M-{n:02d}" for n in range(1, 8)} | {f"T-{n:02d}" for n in range(1, 44)} | {"D-01", "R3-01", "R10-01"}
    assert wanted <= registered
    assert {f"A-{n:02d}" for n in range(1, 30)} <= {a.id for a in INDEX.library.sources.ambiguities}
    assert {f"L-{n:02d}" for n in range(1, 34)} <= {r.id for r in INDEX.library.sources.public_rules}


def test_daily_duties_of_people_at_the_counter_say_when() -> None:
    adrift = [
        p.address
        for p in INDEX.library.duties
        if p.duty.cycle is Cycle.DAILY and not p.duty.moment and not p.duty.deadline
    ]
    assert len(adrift) <= len(INDEX.library.duties) // 10
