from __future__ import annotations

from random import Random

from tests.simulation.company import Company
from tests.simulation.history import Eligible, Head, History, Image, Shows
from tests.simulation.oracle import eligible
from tests.simulation.test_oracle import TESTING, opened


def test_what_was_true_for_a_while_was_true_then_and_not_before_or_after() -> None:
    company = Company(Random(1), TESTING)
    history = History(company)
    start = company.now()
    company.aws.advance(10)
    company.build("web", "v5")
    history.look()
    pushed = company.now()
    company.aws.advance(10)
    del company.images("web").tags["v5"]
    history.look()
    gone = company.now()
    company.aws.advance(10)
    image = Image("web", "v5")
    assert not history.was(image, start, start)
    assert history.was(image, start, pushed)
    assert history.was(image, gone, company.now())
    assert not history.was(image, company.now(), company.now())
    assert history.held(image, pushed, pushed)
    assert not history.held(image, pushed, gone)


def test_pull_requests_are_eligible_with_their_heads() -> None:
    company = Company(Random(1), TESTING)
    number = opened(company, "calmer-footer")
    sha = company.repositories["web"].git.branches["calmer-footer"]
    now = History(company).now
    assert Head("web", "calmer-footer", sha) in now
    asking = [truth for truth in now if isinstance(truth, Eligible)]
    assert [(one.pull, one.sha) for one in asking] == [(number, sha)]


def test_pull_requests_are_kept_as_github_showed_them_at_each_time() -> None:
    company = Company(Random(1), TESTING)
    number = opened(company, "calmer-footer")
    history = History(company)
    before = company.repositories["web"].pulls[number].head_sha
    company.aws.advance(10)
    after = company.push("web", "calmer-footer")
    company.repositories["web"].pulls[number].draft = True
    history.look()
    pictures = sorted(one.picture for one in history.known(Shows))
    assert [
        [(one.head_sha, one.draft) for one in history.pictures[picture]["web"]]
        for picture in pictures
    ] == [[(before, False)], [(after, True)]]
    asked = (eligible(company, company.declared, one, company.now()) for one in history.pictures)
    assert [[wish.sha for wish in wishes] for wishes in asked] == [[before], []]
