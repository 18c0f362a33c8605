"""Whose version is to blame for a resource that failed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.apply.suspect import suspect
from kayron.core.verdict import INFRASTRUCTURE
from tests.core.apply.examples import HASH

OTHER = "529E8759"


def blamed(path: str, *subjects: str, reason: str = "", **versions: str) -> str | None:
    moving = {subject: f"version of {subject}" for subject in subjects} | versions
    return suspect(tuple(path.split("/")), reason, moving)


@pytest.mark.parametrize(
    ("path", "subjects", "subject"),
    [
        # A preview, by its HASH.
        (f"Lite/Service{HASH}", (f"lite/{HASH}", f"lite/{OTHER}"), f"lite/{HASH}"),
        (f"Lite/Service{HASH}", (f"site/{HASH}", f"lite/{HASH}"), f"lite/{HASH}"),
        (f"SiteService{HASH}", (f"site/{HASH}", f"lite/{HASH}"), f"site/{HASH}"),
        (f"Service{HASH}", (f"site/{HASH}", f"lite/{HASH}"), None),
        (f"Apps/Service{HASH}", (f"acme/site/{HASH}",), f"acme/site/{HASH}"),
        # A service, by its name.
        ("Lite/Service", ("lite", "site"), "lite"),
        ("Lite", ("lite", "site"), "lite"),
        ("LiteService", ("lite", "site"), "lite"),
        ("CheckoutApiStack/Service", ("checkout-api", "checkout", "api"), "checkout-api"),
        ("Apps/checkoutAPI/Service", ("checkout-api", "site"), "checkout-api"),
        ("Lite/Service", ("splits-lite", "splits-site"), "splits-lite"),
        ("Lite/Service", ("splits-lite", "teams-lite"), None),
        ("Lite/Service", ("splits-lite", "lite"), "lite"),
        ("AuthService/Role", ("auth", "billing-service"), "auth"),
        ("X2y/Service", ("x2y", "x3y"), "x2y"),
        # What is nobody's is the infrastructure's.
        ("Network/Vpc", (INFRASTRUCTURE, "lite"), INFRASTRUCTURE),
        ("Lite/Service", (INFRASTRUCTURE, "lite"), "lite"),
        ("Network/Vpc", ("lite", "site"), None),
        ("Service", (), None),
        # What moves alone.
        ("Network/Vpc", ("lite",), "lite"),
        ("Network/Vpc", (f"lite/{HASH}",), f"lite/{HASH}"),
        ("---", ("lite", "site"), None),
    ],
)
def test_the_subject_is_told_from_the_path(
    path: str, subjects: tuple[str, ...], subject: str | None
) -> None:
    assert blamed(path, *subjects) == subject


@pytest.mark.parametrize(
    ("reason", "subject"),
    [
        ("CannotPullContainerError: registry.example.org/web:v1.0.1: not found", "lite"),
        ("v1.0.1 is no good.", "lite"),
        ("registry.example.org/web:v1.0.10: not found", None),
        ("registry.example.org/web:v1.0.1-rc.1: not found", None),
        ("registry.example.org/web:v1.0.1.2: not found", None),
        ("v1.0.1 or v2.0.0", None),
    ],
)
def test_the_subject_is_told_from_the_version_in_the_reason(
    reason: str, subject: str | None
) -> None:
    assert blamed("Apps/Web", reason=reason, lite="v1.0.1", site="v2.0.0") == subject


names = st.from_regex(r"[a-z]{1,6}(-[a-z]{1,6}){0,2}", fullmatch=True)
paths = st.lists(st.from_regex(r"[A-Z][A-Za-z0-9]{0,12}", fullmatch=True), min_size=1, max_size=3)


@given(
    st.sampled_from(["lite", "site"]),
    st.sampled_from(["1D0FD508", "529E8759"]),
    st.sampled_from(["Service", "Rule", "LiteTarget"]),
    st.permutations(["lite", "site", "lite/1D0FD508", "lite/529E8759", "site/1D0FD508"]),
)
def test_a_preview_s_own_resource_is_never_blamed_on_anybody_else(
    service: str, hash_: str, resource: str, moving: list[str]
) -> None:
    own = f"{service}/{hash_}"
    path = (service.capitalize(), f"{resource}{hash_}")
    found = suspect(path, "it broke", {one: f"v{n}" for n, one in enumerate(moving)})
    others = [one for one in moving if one.endswith(hash_)]
    assert found in (None, *([own] if own in moving else others))


@given(path=paths, moving=st.lists(names, max_size=4, unique=True), reason=st.text(max_size=20))
def test_nobody_is_blamed_who_does_not_move(
    path: list[str], moving: list[str], reason: str
) -> None:
    found = suspect(tuple(path), reason, dict.fromkeys(moving, "v1.0.0"))
    assert found is None or found in moving
    assert found == suspect(tuple(path), reason, dict.fromkeys(reversed(moving), "v1.0.0"))
