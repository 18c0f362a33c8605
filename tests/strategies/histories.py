"""Random histories of the organisation of `worlds`."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies.events import (
    EditByHand,
    ForeignRule,
    Misread,
    Override,
    ReadAgain,
    Sicken,
    Status,
    Tag,
    Wait,
)
from tests.strategies.steps import (
    Build,
    Close,
    Commit,
    DeleteBranch,
    Edit,
    Fork,
    History,
    Open,
    Push,
    Release,
    Step,
    Write,
)
from tests.strategies.turns import Apply, Fail
from tests.strategies.worlds import (
    ADDED_QUEUE,
    BLOG_STACK,
    CONFIGURATION,
    FREEZE,
    INFRASTRUCTURE_DEFINITION,
    SECOND_SITE,
    SITE_DEFINITION,
    SITE_STACK,
    TWO_INDEX,
    WITHOUT_VERSION,
    hash_of,
    lite_with,
)

PULLS = (1, 2, 3, 4, 5)

BRANCHES = (
    "first",
    "second",
    # A hash that YAML takes for a number, and two branches of one hash.
    "fix/55",
    "feature/branch-116594",
    "feature/branch-164829",
    "dependabot/pip",
)

pulls = st.sampled_from(PULLS)

branches = st.sampled_from(BRANCHES)

labels = st.sampled_from([(), (), ("site",), ("site", "blocked")])

requests: st.SearchStrategy[Step] = st.one_of(
    st.builds(Open, pulls, branches, labels=labels),
    st.builds(Open, pulls, branches, labels=labels, built=st.booleans(), draft=st.booleans()),
    st.builds(Close, pulls),
    st.builds(Push, branches, built=st.booleans()),
    st.builds(Build, pulls),
    st.builds(Edit, pulls, draft=st.booleans()),
    st.builds(Edit, pulls, labels=labels),
    st.builds(Fork, pulls, branches),
    st.builds(DeleteBranch, branches),
)
"""What happens to pull requests."""

versions: st.SearchStrategy[Step] = st.one_of(
    st.builds(Push, st.just("main"), built=st.booleans()),
    st.builds(Release, st.sampled_from(["v1.1.0", "v1.2.0"])),
    st.sampled_from(["v1.0.0", "v1.1.0", "v1.2.0"]).map(
        lambda tag: Write("service/site.yaml", SITE_DEFINITION.replace("v1.0.0", tag))
    ),
    st.sampled_from(
        [
            lite_with("branch: main"),
            lite_with("branch: gone"),
            lite_with("release: v9.0.0"),
            lite_with("suspend: true"),
            lite_with("suspend: {reason: holiday, until: 2026-11-16T12:00:00Z}"),
            lite_with("branch: main", "false"),
            lite_with("branch: main", "{max_per_service: 1}"),
        ]
    ).map(lambda text: Write("service/lite.yaml", text)),
    st.sampled_from(["{branch: main}", "{branch: gone}", "{suspend: true}"]).map(
        lambda deploy: Write(
            "infrastructure/all.yaml", INFRASTRUCTURE_DEFINITION.replace("{branch: main}", deploy)
        )
    ),
    st.just(DeleteBranch("main")),
)
"""What happens to versions and to how they are declared."""

policies: st.SearchStrategy[Step] = st.sampled_from(
    [
        "",
        "previews: {drafts: true}\n",
        "previews: {exclude_labels: [blocked], max_total: 2}\n",
        "previews: {environments: [staging]}\n",
        "previews: {max_age: 1d}\n",
        "branches: {testing: 'release/.*'}\n",
        "pause: {reason: the day is over}\n",
        FREEZE,
        "template_drift: reconcile\n",
        "limits: {rules_per_load_balancer: 6}\n",
        "nonsense: true\n",
    ]
).map(lambda text: Write(CONFIGURATION, text))
"""What happens to `kayron.yaml`."""

infrastructure: st.SearchStrategy[Step] = st.sampled_from(
    [
        # Logical ids.
        Commit("lite.yaml", "Rule:\n", "WebRule:\n"),
        Commit("lite.yaml", "WebRule:\n", "Rule:\n"),
        Commit("lite.yaml", "  Service:\n", "  WebService:\n"),
        # What cannot change in place, with and without a name.
        Commit("lite.yaml", "{Port: 80,", "{Port: 81,"),
        Commit("site.yaml", "{Name: site, Port: 80,", "{Name: site, Port: 81,"),
        Commit("site.yaml", "Port: 81,", "Port: 80,"),
        # Rules.
        Commit("lite.yaml", "Priority: 100", "Priority: 150"),
        Commit("lite.yaml", "Priority: 150", "Priority: 100"),
        Commit("site.yaml", "Priority: 300", "Priority: 101"),
        Commit("lite.yaml", "lite.${Environment}", "www.${Environment}"),
        # Services and stacks.
        Commit("index.yaml", SITE_STACK, ""),
        Commit("index.yaml", TWO_INDEX, WITHOUT_VERSION),
        Commit("index.yaml", "  Cluster:\n", f"{SECOND_SITE}  Cluster:\n"),
        Commit("index.yaml", "  Cluster:\n", f"{BLOG_STACK}  Cluster:\n"),
        Commit("lite.yaml", "Value: lite}", "Value: other}"),
        # Nothing, something small, a new parameter, and nonsense.
        Commit("index.yaml", "Parameters:\n", "# A comment.\nParameters:\n"),
        Commit("site.yaml", "Parameters:\n", "# \u00e4\nParameters:\n"),
        Commit("lite.yaml", "Resources:\n", ADDED_QUEUE),
        Commit("index.yaml", "Resources:\n", ADDED_QUEUE),
        Commit("blog.yaml", "Resources:\n", ADDED_QUEUE),
        Commit("index.yaml", "  LiteVersion: {", "  New: {Type: String}\n  LiteVersion: {"),
        Commit("index.yaml", "Default: info", "Default: debug"),
        Commit("lite.yaml", "Resources:", "Resources: ["),
        Commit("lite.yaml", "Resources: [", "Resources:"),
        Commit("index.yaml", "lite.yaml", "missing.yaml"),
    ]
)
"""What is committed to the templates."""

surroundings: st.SearchStrategy[Step] = st.one_of(
    st.builds(ForeignRule, st.integers(99, 104), st.sampled_from(["o.example.org", "*"])),
    st.sampled_from(
        [
            EditByHand("Lite", "Family: lite", "Family: heavy"),
            EditByHand("Lite", "Priority: 101", "Priority: 188"),
            EditByHand("Site", "Value: !Ref Level", "Value: loud"),
            EditByHand("Site", "/api/*", "/v2/*"),
            Tag("team", "web"),
            Tag("environment", "production"),
            Override("LogLevel", "debug"),
            Override("LiteVersion", "v0"),
            Status("UPDATE_IN_PROGRESS"),
            Status("UPDATE_COMPLETE"),
            Status("UPDATE_ROLLBACK_COMPLETE"),
            Status("UPDATE_ROLLBACK_FAILED"),
            Wait(20),
        ]
    ),
    st.builds(Sicken, st.sampled_from(["", *map(hash_of, BRANCHES)])),
)
"""What other people and tools do in AWS, and what operators set."""

readings: st.SearchStrategy[Step] = st.sampled_from(
    [
        Misread("pulls", "lite", "complete"),
        Misread("root"),
        Misread("root", "nested", "Lite"),
        Misread("root", "nested", "Lite", "template"),
        Misread("root", "resources"),
        Misread("outcomes"),
        Misread("branches", "lite", "main"),
        Misread("branches", "infrastructure", "main"),
        Misread("source", "files"),
        Misread("comments", "lite", "1"),
        ReadAgain(),
        ReadAgain(),
    ]
)
"""What captures fail to read."""

turns: st.SearchStrategy[Step] = st.one_of(
    st.just(Apply()), st.just(Apply()), st.builds(Fail, st.integers(0, 2))
)
"""Kayron's own turns."""

KINDS = (
    *(requests, requests, requests, requests),
    *(versions, policies, infrastructure, infrastructure, surroundings),
    *(turns, turns, turns),
)

# One of several `one_of` would be any branch of any of them alike.
steps: st.SearchStrategy[Step] = st.sampled_from(KINDS).flatmap(lambda kind: kind)


def histories(each: st.SearchStrategy[Step] = steps, most: int = 10) -> st.SearchStrategy[History]:
    """Return histories of at most so many steps."""
    return st.lists(each, max_size=most).map(tuple[Step, ...])
